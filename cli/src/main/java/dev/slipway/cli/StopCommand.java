package dev.slipway.cli;

import java.util.List;

/** {@code slipway stop}: ends the controller of a project, or all that runs for it. */
final class StopCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.STOP,
        "",
        0,
        "Ends the controller of the project; what is deployed goes on, and the next command about"
            + " deployments starts another one. With --all everything that runs for the project"
            + " ends: instances, databases (what is in them stays) and the router.",
        List.of(OptionGroup.of("What", OptionGroup.flag("all that runs for the project", "--all"))),
        List.of(
            new Syntax.Example("slipway stop", "the controller alone"),
            new Syntax.Example("slipway stop --all", "nothing is served any more")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    ProjectControl control = ProjectControl.of(session, arguments);
    boolean all = arguments.has("--all");
    if (!all && control.running().isEmpty()) {
      session.terminal().print("no controller runs\n");
      return 0;
    }
    control.start().stop(all);
    session.terminal().print(all ? "all is stopped\n" : "the controller is stopped\n");
    return 0;
  }
}
