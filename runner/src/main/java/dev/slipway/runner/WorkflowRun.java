package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Concurrency;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Job;
import dev.slipway.workflow.JobId;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.StepsJob;
import dev.slipway.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One workflow, run for one event. */
final class WorkflowRun {
  private final RunSetup setup;
  private final RunId id;
  private final Workflow workflow;
  private final Cancellation cancellation;
  private final Recorder recorder;

  WorkflowRun(RunSetup setup, RunId id, Workflow workflow, Cancellation cancellation) {
    this.setup = setup;
    this.id = id;
    this.workflow = workflow;
    this.cancellation = cancellation.child();
    this.recorder = setup.recorder(id);
  }

  /** Runs it to its end. */
  Conclusion run() {
    Contexts contexts = contexts();
    List<Job> jobs = selected();
    recorder.add(
        new RunEvent.RunStarted(
            id,
            workflow.path(),
            title(contexts),
            setup.event().event().name(),
            setup.event().event().ref(),
            setup.event().facts().sha()));
    try (Cancellation.Registration ignored = cancellation.onRequest(this::tellOfCancellation)) {
      return run(contexts, jobs);
    }
  }

  // A journal that takes nothing any more must not keep the run from stopping.
  private void tellOfCancellation() {
    try {
      recorder.add(new RunEvent.CancelRequested(cancellation.reason().orElse("cancelled")));
    } catch (SlipwayException e) {
      cancellation.force("the journal of the run cannot be written");
    }
  }

  private Conclusion run(Contexts contexts, List<Job> jobs) {
    setup.workspaces().prepare(firstJobs(jobs));
    long start = System.nanoTime();
    Map<String, JobResult> results = inGroup(contexts, jobs);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Conclusion conclusion = conclusion(results);
    Duration path =
        results.values().stream()
            .map(JobResult::path)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    recorder.add(new RunEvent.RunFinished(id, conclusion, took, path));
    recorder.settle();
    return conclusion;
  }

  private Map<String, JobResult> inGroup(Contexts contexts, List<Job> jobs) {
    Optional<Concurrency> concurrency = concurrency(contexts);
    if (concurrency.isEmpty()) {
      return schedule(contexts, jobs);
    }
    RunScope scope = setup.scope(id);
    try (ConcurrencyGroups.Place place =
        scope
            .machine()
            .groups()
            .enter(
                concurrency.get().group(),
                concurrency.get().cancelInProgress(),
                concurrency.get().queue() == Concurrency.Queue.MAX,
                cancellation)) {
      return place.isHeld() ? schedule(contexts, jobs) : Map.of();
    }
  }

  private Optional<Concurrency> concurrency(Contexts contexts) {
    if (workflow.concurrency().isEmpty()) {
      return Optional.empty();
    }
    Parsed<Concurrency> parsed = Concurrency.evaluate(workflow.concurrency().get(), contexts);
    if (parsed.value().isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_DOCUMENT, parsed.problems().getFirst().headline());
    }
    return parsed.value();
  }

  private Map<String, JobResult> schedule(Contexts contexts, List<Job> jobs) {
    RunScope run = setup.scope(id);
    WorkflowScope scope =
        new WorkflowScope(
            workflow,
            Optional.empty(),
            jobs,
            contexts,
            setup.request().cells(),
            recorder,
            cancellation);
    return new Scheduler(scope, new Jobs(run)).run();
  }

  private Conclusion conclusion(Map<String, JobResult> results) {
    Conclusion whole = Conclusion.of(results.values().stream().map(JobResult::conclusion).toList());
    if (cancellation.isRequested() && whole != Conclusion.FAILURE) {
      return Conclusion.CANCELLED;
    }
    return whole == Conclusion.SKIPPED ? Conclusion.SUCCESS : whole;
  }

  private Contexts contexts() {
    ObjectValue.Builder secrets = ObjectValue.builder();
    setup.request().secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
    return Contexts.empty()
        .with("github", setup.event().github(workflow, setup.place()))
        .with("vars", ObjectValue.ofTexts(setup.request().variables()))
        .with("secrets", secrets.build())
        .with("inputs", setup.event().inputsOf(workflow));
  }

  private String title(Contexts contexts) {
    return workflow
        .runName()
        .map(name -> name.evaluate(contexts).text())
        .filter(text -> !text.isBlank())
        .orElse(workflow.displayName());
  }

  /** The jobs the user selected, with those they need. */
  private List<Job> selected() {
    List<String> wanted = setup.request().jobs();
    if (wanted.isEmpty()) {
      return workflow.jobs();
    }
    Set<String> ids = new HashSet<>();
    Deque<JobId> open = new ArrayDeque<>();
    wanted.forEach(each -> open.add(new JobId(each)));
    while (!open.isEmpty()) {
      JobId next = open.poll();
      Job job =
          workflow
              .job(next)
              .orElseThrow(
                  () ->
                      new SlipwayException(
                          ErrorCode.NOT_FOUND,
                          "no job '"
                              + next.value()
                              + "' in "
                              + workflow.path()
                              + "; there are: "
                              + workflow.jobs().stream().map(each -> each.id().value()).toList()));
      if (ids.add(job.id().value())) {
        open.addAll(job.needs());
      }
    }
    return workflow.jobs().stream().filter(job -> ids.contains(job.id().value())).toList();
  }

  // Copies of the working tree are made ahead for the jobs that start at once.
  private static int firstJobs(List<Job> jobs) {
    return (int)
        jobs.stream()
            .filter(job -> job.needs().isEmpty() && job instanceof StepsJob)
            .limit(Runtime.getRuntime().availableProcessors())
            .count();
  }
}
