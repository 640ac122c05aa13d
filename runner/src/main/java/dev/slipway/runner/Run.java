package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.machine.Git;
import dev.slipway.machine.ProcessGroup;
import dev.slipway.store.Entry;
import dev.slipway.workflow.Plan;
import dev.slipway.workflow.PlanRequest;
import dev.slipway.workflow.Planner;
import dev.slipway.workflow.Value;
import dev.slipway.workflow.Workflow;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private final RunId id;
  private final AtomicReference<RunSetup> standing = new AtomicReference<>();

  private Run(
      RunRequest request,
      Git git,
      LocalEvent event,
      List<Workflow> workflows,
      InstantSource clock) {
    this.request = request;
    this.git = git;
    this.event = event;
    this.workflows = List.copyOf(workflows);
    this.clock = clock;
    this.id = RunId.at(clock.instant(), ProcessHandle.current().pid());
  }

  /**
   * Finds out what there is to run.
   *
   * @throws SlipwayException NOT_FOUND outside a repository or without a workflow for the event,
   *     INVALID_DOCUMENT when a workflow that would run has errors
   */
  public static Run prepare(RunRequest request, InstantSource clock) {
    Git git = repository(request);
    RunOptions options =
        request.options().with(ProjectFile.settings(git.root(), clock), git.root());
    LocalEvent event = LocalEvent.of(request, git, clock.instant());
    WorkflowFiles files = WorkflowFiles.of(git.root());
    List<Workflow> workflows = new ArrayList<>();
    for (String path : files.select(request.workflows())) {
      Parsed<Workflow> parsed = files.read(path);
      if (parsed.value().isEmpty()) {
        throw files.refused(path, parsed.problems());
      }
      if (parsed.value().get().on().find(request.event()).isPresent()) {
        workflows.add(parsed.value().get());
      }
    }
    if (workflows.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "no workflow in "
              + git.root().resolve(WorkflowFiles.FOLDER)
              + " runs on '"
              + request.event()
              + "'; 'slipway plan "
              + request.event()
              + "' says why");
    }
    return new Run(request.with(options), git, event, workflows, clock);
  }

  /**
   * Says what a request would run, and why not the rest; starts nothing.
   *
   * @throws SlipwayException as {@link #prepare} does, but not when nothing would run
   */
  public static Plan plan(RunRequest request, InstantSource clock) {
    Git git = repository(request);
    LocalEvent event = LocalEvent.of(request, git, clock.instant());
    WorkflowFiles files = WorkflowFiles.of(git.root());
    List<Workflow> workflows = new ArrayList<>();
    for (String path : files.select(request.workflows())) {
      Parsed<Workflow> parsed = files.read(path);
      workflows.add(parsed.value().orElseThrow(() -> files.refused(path, parsed.problems())));
    }
    Value.Obj variables = Value.Obj.ofTexts(request.variables());
    return Planner.plan(
        workflows, PlanRequest.of(event.facts(), event.event()).withVars(variables));
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
    return RunSetup.folder(git, id);
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
   */
  public Result execute(Consumer<Entry> observer, LogListener lines, Cancellation cancellation) {
    ProcessGroup.warmUp();
    return execute(
        new RunSetup.Surroundings(observer, lines, clock, HostExecutor::new), cancellation);
  }

  /** As the public form, with surroundings of the caller's choice. */
  Result execute(RunSetup.Surroundings surroundings, Cancellation cancellation) {
    try (RunSetup setup = RunSetup.open(request, git, event, id, surroundings)) {
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
      List<Conclusion> conclusions = running.stream().map(CompletableFuture::join).toList();
      return new Result(setup.id(), Conclusion.of(conclusions), setup.folder());
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
