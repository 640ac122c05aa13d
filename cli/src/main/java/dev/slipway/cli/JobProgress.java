package dev.slipway.cli;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far one job is and what it brought. Belongs to one thread. */
final class JobProgress {
  private final JobKey key;
  private String name;
  private List<JobKey> needs = List.of();
  private Optional<String> waiting = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<RunEvent.JobFinished> finished = Optional.empty();
  private int plannedSteps;
  private final List<StepProgress> steps = new ArrayList<>();
  private final List<RunEvent.ServiceReady> services = new ArrayList<>();
  private final List<RunEvent.ArtifactStored> artifacts = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private final List<TestReport> tests = new ArrayList<>();
  private final List<Coverage> coverage = new ArrayList<>();
  private boolean summarised;

  /** Where a job stands. */
  enum State {
    WAITING,
    RUNNING,
    FINISHED
  }

  JobProgress(JobKey key) {
    this.key = key;
    this.name = key.value();
  }

  void queued(RunEvent.JobQueued queued) {
    name = queued.name();
    needs = queued.needs();
  }

  void waiting(String reason) {
    waiting = Optional.of(reason);
  }

  void started(RunEvent.JobStarted begun, Instant at) {
    name = begun.name();
    startedAt = Optional.of(at);
    plannedSteps = begun.steps().size();
  }

  void finished(RunEvent.JobFinished ended) {
    name = ended.name();
    finished = Optional.of(ended);
  }

  void stepStarted(RunEvent.StepStarted begun, Instant at) {
    steps.add(new StepProgress(begun, at));
  }

  void stepFinished(RunEvent.StepFinished ended) {
    for (StepProgress step : steps.reversed()) {
      if (step.number() == ended.number()) {
        step.finished(ended);
        return;
      }
    }
  }

  void annotated(RunEvent.Annotated remark) {
    annotations.add(remark.annotation());
  }

  void serviceReady(RunEvent.ServiceReady ready) {
    services.add(ready);
  }

  void artifact(RunEvent.ArtifactStored stored) {
    artifacts.add(stored);
  }

  void summary(RunEvent.SummaryWritten written) {
    summarised |= !written.markdown().isBlank();
  }

  void tests(TestReport report) {
    tests.add(report);
  }

  void coverage(Coverage found) {
    coverage.add(found);
  }

  JobKey key() {
    return key;
  }

  String name() {
    return name;
  }

  List<JobKey> needs() {
    return needs;
  }

  /** What holds the job although its needs are met. */
  Optional<String> waitingFor() {
    return waiting;
  }

  State state() {
    if (finished.isPresent()) {
      return State.FINISHED;
    }
    if (startedAt.isPresent()) {
      return State.RUNNING;
    }
    return State.WAITING;
  }

  /** How it ended, once it did. */
  Optional<Conclusion> conclusion() {
    return finished.map(RunEvent.JobFinished::conclusion);
  }

  boolean isFailed() {
    return conclusion().filter(Conclusion.FAILURE::equals).isPresent();
  }

  /** Why it was skipped, cancelled or could not run. */
  Optional<String> reason() {
    return finished.flatMap(RunEvent.JobFinished::reason);
  }

  /** Time since it began, or what it took; zero before it began. */
  Duration elapsed(Instant now) {
    if (finished.isPresent()) {
      return finished.get().took();
    }
    return startedAt.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
  }

  /** The steps that began, in the order they did. */
  List<StepProgress> steps() {
    return List.copyOf(steps);
  }

  /** How many steps it has, as far as known. */
  int stepCount() {
    return Math.max(plannedSteps, steps.size());
  }

  /** The steps that fail the job. */
  List<StepProgress> failedSteps() {
    return steps.stream().filter(StepProgress::isFailed).toList();
  }

  Optional<StepProgress> step(int number) {
    return steps.reversed().stream().filter(step -> step.number() == number).findFirst();
  }

  List<RunEvent.ServiceReady> services() {
    return List.copyOf(services);
  }

  List<RunEvent.ArtifactStored> artifacts() {
    return List.copyOf(artifacts);
  }

  List<Annotation> annotations() {
    return List.copyOf(annotations);
  }

  List<TestReport> tests() {
    return List.copyOf(tests);
  }

  List<Coverage> coverage() {
    return List.copyOf(coverage);
  }

  /** Whether a step wrote a job summary. */
  boolean hasSummary() {
    return summarised;
  }
}
