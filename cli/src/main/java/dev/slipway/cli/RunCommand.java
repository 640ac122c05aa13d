package dev.slipway.cli;

import dev.slipway.runner.Run;
import java.util.List;

/** {@code slipway run}: the workflows an event triggers, run on this machine. */
final class RunCommand implements Command {
  private static final OptionGroup WHAT =
      OptionGroup.of(
          "What runs", RequestOptions.WORKFLOW, RequestOptions.JOB, RequestOptions.MATRIX);
  private static final OptionGroup INPUT =
      OptionGroup.of(
          "What it is given",
          RequestOptions.EVENT,
          RequestOptions.INPUT,
          RequestOptions.SECRET,
          RequestOptions.SECRET_FILE,
          RequestOptions.VARIABLE,
          RequestOptions.ENVIRONMENT);
  private static final OptionGroup HOW =
      OptionGroup.of(
          "How it runs",
          OptionGroup.value("N", "at most so many jobs at once", "--max-parallel"),
          OptionGroup.flag(
              "refuse a toolchain version that is not installed, instead of a near one",
              "--strict-toolchain"),
          OptionGroup.flag(
              "run the published actions, not the built-in equals of the common ones",
              "--no-native"),
          OptionGroup.flag("keep the jobs' folders for a look", "--keep"),
          OptionGroup.flag("show debug lines, as RUNNER_DEBUG does", "--debug"));
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed",
          OptionGroup.flag("lines that only grow, as in a pipe", "--plain"),
          OptionGroup.flag("the journal's entries, one JSON object a line", "--json"));

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.RUN,
        "[EVENT]",
        1,
        "Runs what EVENT triggers (default: push) on a copy of the working tree, jobs side by side"
            + " as their needs allow. The first Ctrl-C cancels as GitHub does, a second one kills.",
        List.of(WHAT, INPUT, HOW, OUTPUT),
        List.of(
            new Syntax.Example("slipway run", "all that a push of this commit triggers"),
            new Syntax.Example("slipway run -W ci.yml -j test", "one job, and what it needs"),
            new Syntax.Example(
                "slipway run workflow_dispatch --input env=staging", "a run started by hand"),
            new Syntax.Example("slipway run pull_request --json", "entries for another program")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Run run = Run.prepare(RequestOptions.request(arguments, session), session.clock());
    return new ShownRun(run, session, ShownRun.Output.of(arguments, session.terminal())).execute();
  }
}
