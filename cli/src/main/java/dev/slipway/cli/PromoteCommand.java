package dev.slipway.cli;

import dev.slipway.deliver.EnvironmentName;
import dev.slipway.store.EventFields;
import java.util.List;
import java.util.Map;

/** {@code slipway promote ENV}: goes on with a deployment without waiting for its steps. */
final class PromoteCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.PROMOTE,
        "ENVIRONMENT",
        1,
        "Goes on with the deployment that is under way in an environment without waiting for the"
            + " rest of its steps; when there is none, deploys what is live in the environment that"
            + " promote-from names. A release that is found unhealthy is still taken back.",
        List.of(
            OptionGroup.of(
                "How", DeliveryOptions.AS, DeliveryOptions.SETTLED, DeliveryOptions.NO_WAIT)),
        List.of(
            new Syntax.Example("slipway promote production", "all visitors now"),
            new Syntax.Example("slipway status", "what is under way")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    ProjectControl control = ProjectControl.of(session, arguments);
    String environment = DeliveryOptions.operand(arguments, "the name of the environment");
    String source =
        control
            .project()
            .delivery()
            .environment(environment)
            .promotedFrom()
            .map(EnvironmentName::text)
            .orElse("");
    EventFields begun =
        control
            .controller()
            .call(
                "/v1/promote",
                Map.of("environment", environment, "source", source, "by", control.actor()));
    Terminal terminal = session.terminal();
    terminal.print(
        terminal.paint(Style.BOLD, begun.text("deployment")) + "\n" + begun.text("text").indent(2));
    return DeliveryOptions.follow(begun, control, arguments, session);
  }
}
