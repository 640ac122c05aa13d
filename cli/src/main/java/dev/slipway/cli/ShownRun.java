package dev.slipway.cli;

import dev.slipway.deliver.JobQuestions;
import dev.slipway.deliver.Project;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.Cancellation;
import dev.slipway.runner.Gate;
import dev.slipway.runner.LogListener;
import dev.slipway.runner.Run;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.server.EnvironmentGate;
import dev.slipway.signals.Signals;
import dev.slipway.store.Entry;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.workflow.Conclusion;
import java.nio.file.Path;

/** A prepared run, shown while it goes on and summed up at its end. For one use. */
final class ShownRun {
  /** What a shell answers for a program that Ctrl-C ended. */
  static final int CANCELLED = 130;

  private final Run run;
  private final Session session;
  private final Output output;
  private final LogStore logs;
  private final Collected collected = new Collected();
  private final Cancellation cancellation = new Cancellation();

  /** How a run is shown. */
  enum Output {
    /** One picture, drawn over and over. */
    LIVE,
    /** Lines that only grow. */
    PLAIN,
    /** The journal's entries. */
    JSON;

    /** What the arguments ask for, and what the terminal can do. */
    static Output of(Arguments arguments, Terminal terminal) {
      if (arguments.has("--json")) {
        return JSON;
      }
      if (arguments.has("--plain") || !terminal.interactive()) {
        return PLAIN;
      }
      return LIVE;
    }
  }

  ShownRun(Run run, Session session, Output output) {
    this.run = run;
    this.session = session;
    this.output = output;
    this.logs = new LogStore(run.folder().resolve("logs"), session.clock());
  }

  /** Runs it to its end and answers the exit code. */
  int execute() {
    Conclusion conclusion;
    try (ViewLoop loop = new ViewLoop(collected, view())) {
      Interrupts interrupts = new Interrupts(run, cancellation, loop);
      Signals.onInterrupt(interrupts::next);
      conclusion = conclude(loop, interrupts);
    }
    collected.summaries.save(run.folder().resolve("summary.md"));
    if (output != Output.JSON) {
      sumUp();
    }
    return exitCode(conclusion);
  }

  private Conclusion conclude(ViewLoop loop, Interrupts interrupts) {
    try {
      return run.execute(loop::offer, LogListener.NONE, cancellation, gate()).conclusion();
    } catch (SlipwayException broken) {
      if (interrupts.hasKilled()) {
        return Conclusion.CANCELLED;
      }
      throw broken;
    }
  }

  private Gate gate() {
    Session inside = session.in(run.root());
    return new EnvironmentGate(
        new Project(run.root(), session.environment(), session.clock()),
        new JobQuestions(DeliveryFile.state(inside)),
        () -> DeliveryFile.secrets(inside),
        notice -> session.terminal().printError("\n" + notice + "\n"));
  }

  private RunView view() {
    Terminal terminal = session.terminal();
    return switch (output) {
      case JSON -> new JsonView(terminal, new EntryFormat(EventCodecs.of(new RunEventCodec())));
      case PLAIN -> new PlainView(terminal, new StepLogs(logs), run.workflows().size() > 1);
      case LIVE -> {
        Signals.onResize(terminal::resized);
        yield new LiveView(terminal, new StepLogs(logs), session.clock());
      }
    };
  }

  private void sumUp() {
    StepPlaces places = new StepPlaces(run.workflows());
    Terminal terminal = session.terminal();
    try (StepLogs stepLogs = new StepLogs(logs)) {
      for (RunProgress progress : collected.runs.all()) {
        String path = progress.started().map(RunEvent.RunStarted::workflow).orElse("");
        FailedSteps failures =
            new FailedSteps(
                terminal,
                progress,
                stepLogs,
                (job, step) -> places.find(path, job, step),
                log -> shown(logs.file(new LogId(log))));
        terminal.print(new Summary(terminal, progress, failures, shown(run.folder())).render());
      }
    }
  }

  private String shown(Path path) {
    return session.relative(path);
  }

  /** Keeps what the end of the run is told from. */
  private static final class Collected implements RunView {
    private final Runs runs = new Runs();
    private final JobSummaries summaries = new JobSummaries();

    @Override
    public void show(Entry entry) {
      summaries.add(entry, runs.add(entry));
    }

    @Override
    public void tick() {
      // Only entries count.
    }

    @Override
    public void close() {
      // Read after the loop has ended.
    }
  }

  private int exitCode(Conclusion conclusion) {
    if (cancellation.isRequested()) {
      return CANCELLED;
    }
    return switch (conclusion) {
      case SUCCESS, SKIPPED -> 0;
      case FAILURE, CANCELLED -> 1;
    };
  }
}
