package dev.slipway.runner;

import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.store.Event;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What happened in a run. The terminal, the summary, {@code --json} and the pages of the server are
 * projections of these; {@code docs/journal.md} describes them field by field.
 */
public sealed interface RunEvent extends Event {

  /**
   * A run of one workflow began.
   *
   * @param workflow path of its file in the repository
   * @param name what the run is called (run-name, else the workflow's name, else its path)
   * @param event the event's name, such as {@code push}
   * @param ref the full ref, such as {@code refs/heads/main}
   * @param sha the commit
   */
  record RunStarted(RunId run, String workflow, String name, String event, String ref, String sha)
      implements RunEvent {}

  /**
   * A job is known and waits for what it needs.
   *
   * @param needs the keys of the jobs it waits for
   */
  record JobQueued(JobKey job, String name, List<JobKey> needs) implements RunEvent {
    /** Copies the list. */
    public JobQueued {
      needs = List.copyOf(needs);
    }
  }

  /**
   * A job's needs are met, but something else holds it (a port, a concurrency group, an approval).
   */
  record JobWaiting(JobKey job, String reason) implements RunEvent {}

  /**
   * A job began.
   *
   * @param steps names of its steps as far as they are known before they run
   */
  record JobStarted(JobKey job, String name, List<String> steps) implements RunEvent {
    /** Copies the list. */
    public JobStarted {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A job ended, or will never start.
   *
   * @param conclusion how; {@code SKIPPED} comes without a {@link JobStarted}
   * @param reason why it was skipped, cancelled or could not run
   */
  record JobFinished(
      JobKey job, String name, Conclusion conclusion, Duration took, Optional<String> reason)
      implements RunEvent {}

  /**
   * A step began.
   *
   * @param number its place in the job, from 1; post steps go on counting
   * @param log the log it writes to
   */
  record StepStarted(JobKey job, int number, String name, String log) implements RunEvent {}

  /**
   * A step ended.
   *
   * @param outcome how it went
   * @param conclusion how it counts after {@code continue-on-error}
   * @param exitCode of its process, when it had one
   * @param reason why it failed or was skipped, when there is more to say than the exit code
   */
  record StepFinished(
      JobKey job,
      int number,
      String name,
      Conclusion outcome,
      Conclusion conclusion,
      Duration took,
      OptionalInt exitCode,
      Optional<String> reason)
      implements RunEvent {}

  /** A step or Slipway itself raised an annotation. */
  record Annotated(JobKey job, int step, Annotation annotation) implements RunEvent {}

  /** A service of a job accepts connections. */
  record ServiceReady(JobKey job, String service, String detail, Duration took)
      implements RunEvent {}

  /** An artifact was stored. */
  record ArtifactStored(JobKey job, String name, long bytes, String digest) implements RunEvent {}

  /** A step wrote to the job summary. */
  record SummaryWritten(JobKey job, int step, String markdown) implements RunEvent {}

  /** Test results were found. */
  record TestsReported(JobKey job, TestReport report) implements RunEvent {}

  /** Coverage was found. */
  record CoverageReported(JobKey job, Coverage coverage) implements RunEvent {}

  /** Somebody asked the run to stop. */
  record CancelRequested(String reason) implements RunEvent {}

  /**
   * The run ended.
   *
   * @param took from start to end
   * @param criticalPath the longest chain of jobs that needed each other; {@code took} minus this
   *     is waiting
   */
  record RunFinished(RunId run, Conclusion conclusion, Duration took, Duration criticalPath)
      implements RunEvent {}
}
