package dev.slipway.cli;

import dev.slipway.store.EventFields;
import java.util.List;
import java.util.Map;

/** {@code slipway unlock ENV}: everybody may deploy into an environment again. */
final class UnlockCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.UNLOCK,
        "ENVIRONMENT",
        1,
        "Lets everybody deploy into an environment again, whoever locked it.",
        List.of(OptionGroup.of("How", DeliveryOptions.AS)),
        List.of(
            new Syntax.Example("slipway unlock production", "before the time is up"),
            new Syntax.Example("slipway status", "who has locked what, and until when")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    String environment = DeliveryOptions.operand(arguments, "the name of the environment");
    ProjectControl control = ProjectControl.of(session, arguments);
    control.project().delivery().environment(environment);
    EventFields held =
        control
            .controller()
            .call("/v1/unlock", Map.of("environment", environment, "by", control.actor()));
    String was =
        held.optionalText("lockedBy")
            .map(by -> " is unlocked; it was " + LockCommand.text(held))
            .orElse(" was not locked");
    session.terminal().print(environment + was + "\n");
    return 0;
  }
}
