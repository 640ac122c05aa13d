package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.ProcessGroup;
import dev.slipway.store.Entry;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Plan;
import dev.slipway.workflow.PlanRequest;
import dev.slipway.workflow.Planner;
import dev.slipway.workflow.Trigger;
import dev.slipway.workflow.TriggerEvent;
import dev.slipway.workflow.Workflow;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * All workflows that one event triggers in a local repository, run to their end.
 *
 * <p>Preparing reads and checks everything and starts nothing; executing may be done once.
 */
public final class Run {
  private final RunRequest request;
  private final Git git;
  private final LocalEvent event;
  private final List<Workflow> workflows;
  private final InstantSource clock;
  private final RunPlace place;
  private final AtomicReference<RunSetup> standing = new AtomicReference<>();

  private Run(
      RunRequest request,
      Git git,
      LocalEvent event,
      List<Workflow> workflows,
      RunPlace place,
      InstantSource clock) {
    this.request = request;
    this.git = git;
    this.event = event;
    this.workflows = List.copyOf(workflows);
    this.clock = clock;
    this.place = place;
  }

  /**
   * Finds out what there is to run.
   *
   * @throws SlipwayException NOT_FOUND outside a repository or without a workflow for the event,
   *     INVALID_DOCUMENT when a workflow that would run has errors, INVALID_INPUT when its inputs
   *     are not what it declares
   */
  public static Run prepare(RunRequest request, InstantSource clock) {
    Git git = repository(request);
    RunOptions options =
        request.options().with(ProjectFile.settings(git.root(), clock), git.root());
    Found found = find(request, git, clock);
    List<Workflow> workflows = new ArrayList<>();
    for (Workflow workflow : found.workflows()) {
      if (isWanted(request, workflow, found.event().event())) {
        workflows.add(workflow);
      }
    }
    if (workflows.isEmpty()) {
      throw nothing(request, git, found);
    }
    workflows.forEach(found.event()::inputsOf);
    RunId id = RunId.at(clock.instant(), ThreadLocalRandom.current().nextLong());
    return new Run(
        request.with(options), git, found.event(), workflows, RunPlace.local(git, id), clock);
  }

  /**
   * Finds out what there is to run for an event of a server, in a checkout of its commit.
   *
   * @param request names one workflow by its path; its event, payload and inputs do not count
   * @throws SlipwayException as {@link #prepare(RunRequest, InstantSource)} does
   */
  public static Run prepare(RunRequest request, HostedRun hosted, InstantSource clock) {
    Git git = repository(request);
    RunOptions options =
        request.options().with(ProjectFile.settings(git.root(), clock), git.root());
    LocalEvent event = new LocalEvent(hosted.facts(), hosted.event());
    List<Workflow> workflows = read(request, git);
    workflows.forEach(event::inputsOf);
    return new Run(request.with(options), git, event, workflows, RunPlace.of(hosted), clock);
  }

  // A workflow that the user names runs whatever its filters say, if it knows the event at all.
  private static boolean isWanted(RunRequest request, Workflow workflow, TriggerEvent event) {
    if (!request.workflows().isEmpty()) {
      return workflow.on().find(event.name()).isPresent();
    }
    return !Planner.triggered(workflow, event).isSkip();
  }

  private static SlipwayException nothing(RunRequest request, Git git, Found found) {
    StringBuilder text = new StringBuilder("nothing runs on '" + request.event() + "'");
    if (found.workflows().isEmpty()) {
      text.append(": there are no workflows in ").append(git.root().resolve(WorkflowFiles.FOLDER));
    }
    for (Workflow workflow : found.workflows()) {
      text.append("\n  ")
          .append(workflow.path())
          .append(": ")
          .append(Planner.triggered(workflow, found.event().event()).reason());
    }
    return new SlipwayException(ErrorCode.NOT_FOUND, text.toString());
  }

  /**
   * Says what a request would run, and why not the rest; starts nothing.
   *
   * @throws SlipwayException as {@link #prepare} does, but not when nothing would run
   */
  public static Plan plan(RunRequest request, InstantSource clock) {
    Found found = find(request, repository(request), clock);
    ObjectValue variables = ObjectValue.ofTexts(request.variables());
    return Planner.plan(
        found.workflows(),
        PlanRequest.of(found.event().facts(), found.event().event()).withVars(variables));
  }

  /** The workflows that were asked about, and the event. */
  private record Found(List<Workflow> workflows, LocalEvent event) {}

  private static Found find(RunRequest request, Git git, InstantSource clock) {
    List<Workflow> workflows = read(request, git);
    boolean diffWanted =
        workflows.stream()
            .flatMap(workflow -> workflow.on().find(request.event()).stream())
            .anyMatch(Run::looksAtPaths);
    return new Found(workflows, LocalEvent.of(request, git, diffWanted, clock.instant()));
  }

  private static List<Workflow> read(RunRequest request, Git git) {
    WorkflowFiles files = WorkflowFiles.of(git.root());
    List<Workflow> workflows = new ArrayList<>();
    for (String path : files.select(request.workflows())) {
      Parsed<Workflow> parsed = files.read(path);
      workflows.add(parsed.value().orElseThrow(() -> files.refused(path, parsed.problems())));
    }
    return workflows;
  }

  private static boolean looksAtPaths(Trigger trigger) {
    return trigger.filter(Trigger.FilterKind.PATHS).isPresent()
        || trigger.filter(Trigger.FilterKind.PATHS_IGNORE).isPresent();
  }

  private static Git repository(RunRequest request) {
    return Git.find(request.folder())
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    request.folder() + " is in no git repository; go to one, or use -C DIR"));
  }

  /** The workflows that will run. */
  public List<Workflow> workflows() {
    return workflows;
  }

  /** Where its journal, logs and artifacts are, or will be. */
  public Path folder() {
    return place.folder();
  }

  /**
   * Kills at once whatever was started; the run then ends by itself. Does nothing before and after
   * it runs. May be called by any thread.
   */
  public void kill() {
    Optional.ofNullable(standing.get()).ifPresent(RunSetup::kill);
  }

  /** The root of the repository. */
  public Path root() {
    return git.root();
  }

  /**
   * Runs everything and cleans up.
   *
   * @param observer hears every entry of the run's journal, in order
   * @param lines hears what steps print
   * @param cancellation stops the run when requested
   * @param gate is asked before a job enters an environment
   */
  public Result execute(
      Consumer<Entry> observer, LogListener lines, Cancellation cancellation, Gate gate) {
    ProcessGroup.warmUp();
    try {
      return execute(
          new RunSetup.Surroundings(observer, lines, clock, new HostExecutor(), gate),
          cancellation);
    } finally {
      ProcessGroup.coolDown();
    }
  }

  /**
   * Runs everything as one of the runs of a server, which hears of it by its journal.
   *
   * @param lines hears what steps print
   * @param cancellation stops the run when requested
   * @param gate is asked before a job enters an environment
   */
  public Result execute(RunHost host, LogListener lines, Cancellation cancellation, Gate gate) {
    return execute(RunSetup.Surroundings.of(host, lines, clock, gate), cancellation);
  }

  /** As the public form, with surroundings of the caller's choice. */
  Result execute(RunSetup.Surroundings surroundings, Cancellation cancellation) {
    try (RunSetup setup = RunSetup.open(request, git, event, place, surroundings)) {
      standing.set(setup);
      List<CompletableFuture<Conclusion>> running = new ArrayList<>();
      for (int i = 0; i < workflows.size(); i++) {
        Workflow workflow = workflows.get(i);
        RunId id = i == 0 ? setup.id() : new RunId(setup.id() + "-" + (i + 1));
        CompletableFuture<Conclusion> ended = new CompletableFuture<>();
        running.add(ended);
        Thread.ofVirtual()
            .name("run " + id)
            .start(() -> complete(ended, new WorkflowRun(setup, id, workflow, cancellation)));
      }
      List<Conclusion> conclusions = running.stream().map(Run::join).toList();
      return new Result(setup.id(), Conclusion.of(conclusions), setup.folder());
    }
  }

  // A fault of a workflow is a fault of the run, not of the thread it happened on.
  private static Conclusion join(CompletableFuture<Conclusion> ended) {
    try {
      return ended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SlipwayException fault) {
        throw fault;
      }
      throw e;
    }
  }

  private static void complete(CompletableFuture<Conclusion> ended, WorkflowRun run) {
    try {
      ended.complete(run.run());
    } catch (RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  /**
   * How it went.
   *
   * @param folder where journal, logs and artifacts are
   */
  public record Result(RunId id, Conclusion conclusion, Path folder) {}
}
