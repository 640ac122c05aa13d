package dev.slipway.cli;

import dev.slipway.deliver.Project;
import dev.slipway.server.ControllerProcess;
import dev.slipway.signals.Signals;
import java.util.List;

/** {@code slipway controller}: what {@code slipway deploy} starts in the background. */
final class ControllerCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.CONTROLLER,
        "",
        0,
        "Carries out the deployments of the project in the current directory until it is told to"
            + " stop. 'slipway deploy' starts it by itself.",
        List.of(
            OptionGroup.of(
                "Where",
                OptionGroup.value("DIR", "the state folder (default: .slipway)", "--state"))),
        List.of(
            new Syntax.Example("slipway controller", "in the foreground, for a look at it"),
            new Syntax.Example("slipway stop", "end it; what is deployed goes on")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Project project =
        new Project(
            arguments
                .value("--state")
                .map(session::resolve)
                .map(state -> state.resolve("..").normalize())
                .orElse(session.directory()),
            session.environment(),
            session.clock());
    ControllerProcess process = new ControllerProcess(project, ProjectControl.program(session));
    Signals.onInterrupt(() -> process.end(false));
    process.run();
    return 0;
  }
}
