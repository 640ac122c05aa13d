package dev.slipway.runner;

import dev.slipway.runner.report.JobReports;
import dev.slipway.runner.report.StepReports;
import dev.slipway.runner.report.TestStep;
import dev.slipway.workflow.Conclusion;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches the scripts of a job for tests: asks them for reports, tells what was found, and forgives
 * a failure whose every test is in quarantine. Belongs to one job's thread.
 */
final class JobTests {
  private static final int TAIL = 400;

  private final JobReports reports;
  private final Recorder recorder;
  private final JobKey key;
  private final InstantSource clock;
  private int scripts;

  JobTests(JobReports reports, Recorder recorder, JobKey key, InstantSource clock) {
    this.reports = reports;
    this.recorder = recorder;
    this.key = key;
    this.clock = clock;
  }

  /** A script that is about to run. */
  TestStep begin(String script, Path folder) {
    return new TestStep(++scripts, script, folder, clock.instant());
  }

  /** Variables that make its tests write a report. */
  Map<String, String> variables(TestStep test, Supplier<Map<String, String>> env) {
    return test.runsTests() ? reports.provoke(test, env.get()) : Map.of();
  }

  /** What became of the script, after a look at the reports it wrote. */
  StepReport.Work after(TestStep test, StepReport.Work work, StepLog log) {
    if (!test.runsTests()) {
      return work;
    }
    StepReports found =
        reports.after(test, work.exitCode(), () -> String.join("\n", log.tail(TAIL)));
    tell(found);
    Optional<String> forgiven = found.forgiven();
    if (work.outcome() != Conclusion.FAILURE || forgiven.isEmpty()) {
      return work;
    }
    log.warning("The step exited with an error, but counts as a success: " + forgiven.get());
    return new StepReport.Work(Conclusion.SUCCESS, work.exitCode(), forgiven);
  }

  /** Tells what nobody has looked at yet when the job's steps have ended. */
  void rest() {
    if (scripts > 0) {
      tell(reports.rest());
    }
  }

  private void tell(StepReports found) {
    found.tests().forEach(report -> recorder.add(key, new RunEvent.TestsReported(key, report)));
    found
        .coverage()
        .forEach(coverage -> recorder.add(key, new RunEvent.CoverageReported(key, coverage)));
  }
}
