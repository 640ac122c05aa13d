package dev.slipway.cli;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run is: the projection of its entries that every view reads. Belongs to one thread.
 *
 * <p>Entries of jobs that were never announced are shown all the same, so that a view of a journal
 * that begins in the middle says what it knows.
 */
final class RunProgress {
  private final String id;
  private final Map<JobKey, JobProgress> jobs = new LinkedHashMap<>();
  private Optional<RunEvent.RunStarted> started = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<RunEvent.RunFinished> finished = Optional.empty();
  private Optional<String> cancelReason = Optional.empty();

  RunProgress(String id) {
    this.id = id;
  }

  /** A remark and the job it was made in. */
  record Remark(JobKey job, Annotation annotation) {
    /** Whether it only repeats how a step ended. */
    boolean isKnown() {
      return annotation.message().startsWith("Process completed with exit code ")
          || annotation.message().equals("The operation was canceled.");
    }
  }

  /** Takes an entry in; entries of other rooms are passed over. */
  void add(Entry entry) {
    if (entry.event() instanceof RunEvent event) {
      add(event, entry.at());
    }
  }

  private void add(RunEvent event, Instant at) {
    switch (event) {
      case RunEvent.RunStarted run -> {
        started = Optional.of(run);
        startedAt = Optional.of(at);
      }
      case RunEvent.JobQueued queued -> job(queued.job()).queued(queued);
      case RunEvent.JobWaiting waiting -> job(waiting.job()).waiting(waiting.reason());
      case RunEvent.JobStarted begun -> job(begun.job()).started(begun, at);
      case RunEvent.JobFinished ended -> job(ended.job()).finished(ended);
      case RunEvent.StepStarted begun -> job(begun.job()).stepStarted(begun, at);
      case RunEvent.StepFinished ended -> job(ended.job()).stepFinished(ended);
      case RunEvent.Annotated remark -> job(remark.job()).annotated(remark);
      case RunEvent.ServiceReady ready -> job(ready.job()).serviceReady(ready);
      case RunEvent.ArtifactStored stored -> job(stored.job()).artifact(stored);
      case RunEvent.SummaryWritten written -> job(written.job()).summary(written);
      case RunEvent.TestsReported reported -> job(reported.job()).tests(reported.report());
      case RunEvent.CoverageReported reported -> job(reported.job()).coverage(reported.coverage());
      case RunEvent.CancelRequested cancel -> cancelReason = Optional.of(cancel.reason());
      case RunEvent.RunFinished ended -> finished = Optional.of(ended);
    }
  }

  private JobProgress job(JobKey key) {
    return jobs.computeIfAbsent(key, JobProgress::new);
  }

  /** The job whose matrix or whose called workflow another one comes from. */
  private static Optional<JobKey> parent(JobKey key) {
    String value = key.value();
    int leg = value.endsWith("]") ? value.lastIndexOf('[') : value.lastIndexOf('/');
    if (leg <= 0) {
      return Optional.empty();
    }
    return Optional.of(new JobKey(value.substring(0, leg)));
  }

  /** The id of the run. */
  String id() {
    return id;
  }

  /** What a person calls it. */
  String name() {
    return started.map(RunEvent.RunStarted::name).orElse("run");
  }

  Optional<RunEvent.RunStarted> started() {
    return started;
  }

  Optional<RunEvent.RunFinished> finished() {
    return finished;
  }

  Optional<String> cancelReason() {
    return cancelReason;
  }

  /**
   * The jobs in the order of the workflow; what a matrix or a call brought stands in the place of
   * the job it came from, which is left out once it has nothing of its own to say.
   */
  List<JobProgress> jobs() {
    Map<JobKey, List<JobProgress>> children = new HashMap<>();
    List<JobProgress> roots = new ArrayList<>();
    for (JobProgress job : jobs.values()) {
      Optional<JobKey> parent = parent(job.key()).filter(jobs::containsKey);
      if (parent.isPresent()) {
        children.computeIfAbsent(parent.get(), key -> new ArrayList<>()).add(job);
      } else {
        roots.add(job);
      }
    }
    List<JobProgress> ordered = new ArrayList<>();
    roots.forEach(root -> collect(root, children, ordered));
    return ordered;
  }

  private static void collect(
      JobProgress job, Map<JobKey, List<JobProgress>> children, List<JobProgress> ordered) {
    List<JobProgress> below = children.getOrDefault(job.key(), List.of());
    if (below.isEmpty() || job.isFailed()) {
      ordered.add(job);
    }
    below.stream()
        .sorted(Comparator.comparing(JobProgress::key, RunProgress::byLeg))
        .forEach(child -> collect(child, children, ordered));
  }

  /** Legs by their number, jobs of a called workflow in the order in which they became known. */
  private static int byLeg(JobKey one, JobKey other) {
    return Integer.compare(leg(one), leg(other));
  }

  private static int leg(JobKey key) {
    String value = key.value();
    if (!value.endsWith("]")) {
      return 0;
    }
    return Integer.parseInt(value, value.lastIndexOf('[') + 1, value.length() - 1, 10);
  }

  /** Whether a job, or one that came from it, has not ended yet. */
  boolean isOpen(JobKey key) {
    for (JobProgress job : jobs.values()) {
      Optional<JobKey> at = Optional.of(job.key());
      while (at.isPresent() && !at.get().equals(key)) {
        at = parent(at.get());
      }
      boolean expanded = job.state() == JobProgress.State.WAITING && hasChildren(job.key());
      if (at.isPresent() && !expanded && job.state() != JobProgress.State.FINISHED) {
        return true;
      }
    }
    return false;
  }

  private boolean hasChildren(JobKey key) {
    return jobs.keySet().stream().anyMatch(job -> parent(job).filter(key::equals).isPresent());
  }

  Optional<JobProgress> find(JobKey key) {
    return Optional.ofNullable(jobs.get(key));
  }

  /** Time since the run began, or what it took. */
  Duration elapsed(Instant now) {
    if (finished.isPresent()) {
      return finished.get().took();
    }
    return startedAt.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
  }

  /** Every annotation, job by job. */
  List<Remark> annotations() {
    List<Remark> remarks = new ArrayList<>();
    for (JobProgress job : jobs.values()) {
      job.annotations().forEach(annotation -> remarks.add(new Remark(job.key(), annotation)));
    }
    return remarks;
  }

  /** What a person calls the run and what it runs on, in one line. */
  String title(String dot) {
    if (started.isEmpty()) {
      return "run";
    }
    RunEvent.RunStarted run = started.get();
    String separator = " " + dot + " ";
    return run.name()
        + separator
        + run.event()
        + separator
        + shortReference(run.ref())
        + " "
        + run.sha().substring(0, Math.min(7, run.sha().length()));
  }

  private static String shortReference(String reference) {
    for (String prefix : List.of("refs/heads/", "refs/tags/", "refs/")) {
      if (reference.startsWith(prefix)) {
        return reference.substring(prefix.length());
      }
    }
    return reference;
  }
}
