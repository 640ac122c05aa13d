package dev.slipway.cli;

import dev.slipway.runner.Run;
import dev.slipway.workflow.Plan;
import java.util.List;

/** {@code slipway plan}: what an event would run here, and why not the rest. */
final class PlanCommand implements Command {
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed", OptionGroup.flag("one JSON object instead of a tree", "--json"));

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.PLAN,
        "[EVENT]",
        1,
        "Shows each workflow, job and step that EVENT (default: push) would run, would not run, or"
            + " leaves to what is known only at run time, and the filter or condition that says so."
            + " Runs nothing.",
        List.of(
            OptionGroup.of("What is planned", RequestOptions.WORKFLOW),
            OptionGroup.of(
                "What it is given",
                RequestOptions.EVENT,
                RequestOptions.INPUT,
                RequestOptions.VARIABLE),
            OUTPUT),
        List.of(
            new Syntax.Example("slipway plan", "what a push of this commit would run"),
            new Syntax.Example("slipway plan pull_request", "and a pull request from this branch"),
            new Syntax.Example(
                "slipway plan workflow_dispatch -W deploy.yml --input env=staging",
                "one workflow, by hand"),
            new Syntax.Example("slipway plan --json", "for another program")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Plan plan = Run.plan(RequestOptions.request(arguments, session), session.clock());
    if (arguments.has("--json")) {
      session.terminal().print(PlanJson.of(plan));
    } else {
      session.terminal().print(new PlanTree(session.terminal(), plan).render());
    }
    return 0;
  }
}
