package dev.slipway.server.web;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.store.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Entries of one run in, the run as it stands out. For use by one thread. */
final class RunProjection {
  private final String id;
  private final Map<String, JobInMaking> jobs = new LinkedHashMap<>();
  private final List<RunFacts.Noted> annotations = new ArrayList<>();
  private final Map<String, StringBuilder> summaries = new LinkedHashMap<>();
  private final List<RunFacts.Tests> tests = new ArrayList<>();
  private final List<RunFacts.Covered> coverage = new ArrayList<>();
  private final List<RunFacts.Artifact> artifacts = new ArrayList<>();
  private Optional<RunEvent.RunStarted> start = Optional.empty();
  private Optional<RunEvent.RunFinished> end = Optional.empty();
  private String actor = "";
  private Instant started = Instant.EPOCH;
  private boolean cancelling;

  /** The projection of the run with that id, of which nothing is known yet. */
  RunProjection(String id) {
    this.id = id;
  }

  /** Takes an entry in; one of another room changes nothing. */
  void add(Entry entry) {
    if (entry.event() instanceof RunEvent event) {
      add(event, entry);
    }
  }

  private void add(RunEvent event, Entry entry) {
    switch (event) {
      case RunEvent.RunStarted begun -> begin(begun, entry);
      case RunEvent.JobQueued queued -> job(queued.job(), queued.name()).queued(queued);
      case RunEvent.JobWaiting waiting -> job(waiting.job(), "").waiting(waiting.reason());
      case RunEvent.JobStarted begun -> job(begun.job(), begun.name()).started(begun, entry.at());
      case RunEvent.JobFinished ended -> job(ended.job(), ended.name()).finished(ended);
      case RunEvent.StepStarted begun -> job(begun.job(), "").started(begun, entry.at());
      case RunEvent.StepFinished ended -> job(ended.job(), "").finished(ended);
      case RunEvent.Annotated noted ->
          annotations.add(new RunFacts.Noted(noted.job().value(), noted.annotation()));
      case RunEvent.ServiceReady ready -> {}
      case RunEvent.ArtifactStored stored ->
          artifacts.add(
              new RunFacts.Artifact(
                  stored.job().value(), stored.name(), stored.bytes(), stored.digest()));
      case RunEvent.SummaryWritten written ->
          summaries
              .computeIfAbsent(written.job().value(), job -> new StringBuilder())
              .append(written.markdown())
              .append('\n');
      case RunEvent.TestsReported reported ->
          tests.add(new RunFacts.Tests(reported.job().value(), reported.report()));
      case RunEvent.CoverageReported reported ->
          coverage.add(new RunFacts.Covered(reported.job().value(), reported.coverage()));
      case RunEvent.CancelRequested requested -> cancelling = true;
      case RunEvent.RunFinished finished -> end = Optional.of(finished);
    }
  }

  /** A run that begins again, after the server was killed under it, begins from nothing. */
  private void begin(RunEvent.RunStarted begun, Entry entry) {
    start = Optional.of(begun);
    end = Optional.empty();
    actor = entry.actor();
    started = entry.at();
    cancelling = false;
    jobs.clear();
    annotations.clear();
    summaries.clear();
    tests.clear();
    coverage.clear();
    artifacts.clear();
  }

  private JobInMaking job(JobKey key, String name) {
    JobInMaking job = jobs.computeIfAbsent(key.value(), JobInMaking::new);
    if (!name.isEmpty()) {
      job.name = name;
    }
    return job;
  }

  /** The run as it stands; empty while nothing is known of it. */
  Optional<RunFacts> facts() {
    return start.map(this::facts);
  }

  private RunFacts facts(RunEvent.RunStarted begun) {
    return new RunFacts(
        id,
        begun.workflow(),
        begun.name(),
        begun.event(),
        begun.ref(),
        begun.sha(),
        actor,
        end.map(finished -> Status.of(finished.conclusion())).orElse(Status.RUNNING),
        started,
        end.map(RunEvent.RunFinished::took),
        cancelling && end.isEmpty(),
        jobs.values().stream().map(JobInMaking::facts).toList(),
        annotations,
        summaries.entrySet().stream()
            .map(each -> new RunFacts.Summary(each.getKey(), each.getValue().toString()))
            .toList(),
        tests,
        coverage,
        artifacts);
  }

  /** A job as far as it is told. */
  private static final class JobInMaking {
    private final String key;
    private final Map<Integer, RunFacts.Step> steps = new LinkedHashMap<>();
    private String name;
    private Status status = Status.QUEUED;
    private List<String> needs = List.of();
    private List<String> planned = List.of();
    private Optional<Instant> started = Optional.empty();
    private Optional<Duration> took = Optional.empty();
    private String reason = "";

    private JobInMaking(String key) {
      this.key = key;
      this.name = key;
    }

    private void queued(RunEvent.JobQueued queued) {
      needs = queued.needs().stream().map(JobKey::value).toList();
    }

    private void waiting(String why) {
      status = Status.WAITING;
      reason = why;
    }

    private void started(RunEvent.JobStarted begun, Instant at) {
      status = Status.RUNNING;
      reason = "";
      started = Optional.of(at);
      planned = begun.steps();
    }

    private void finished(RunEvent.JobFinished ended) {
      status = Status.of(ended.conclusion());
      reason = ended.reason().orElse("");
      took = Optional.of(ended.took());
    }

    private void started(RunEvent.StepStarted begun, Instant at) {
      steps.put(
          begun.number(),
          new RunFacts.Step(
              begun.number(),
              begun.name(),
              Status.RUNNING,
              Optional.of(begun.log()),
              Optional.of(at),
              Optional.empty(),
              OptionalInt.empty(),
              ""));
    }

    private void finished(RunEvent.StepFinished ended) {
      Optional<RunFacts.Step> begun = Optional.ofNullable(steps.get(ended.number()));
      steps.put(
          ended.number(),
          new RunFacts.Step(
              ended.number(),
              ended.name(),
              Status.of(ended.outcome()),
              begun.flatMap(RunFacts.Step::log),
              begun.flatMap(RunFacts.Step::started),
              Optional.of(ended.took()),
              ended.exitCode(),
              ended.reason().orElse("")));
    }

    private RunFacts.Job facts() {
      List<RunFacts.Step> all = new ArrayList<>(steps.values());
      for (int number = 1; number <= planned.size(); number++) {
        if (!steps.containsKey(number)) {
          all.add(planned(number));
        }
      }
      all.sort((one, other) -> Integer.compare(one.number(), other.number()));
      return new RunFacts.Job(key, name, status, needs, started, took, reason, all);
    }

    private RunFacts.Step planned(int number) {
      Status still = Status.QUEUED;
      if (status.isTerminal()) {
        still = Status.SKIPPED;
      }
      return new RunFacts.Step(
          number,
          planned.get(number - 1),
          still,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          "");
    }
  }
}
