package dev.slipway.cli;

import dev.slipway.store.EventFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code slipway rollback ENV}: back to what served before. */
final class RollbackCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.ROLLBACK,
        "ENVIRONMENT",
        1,
        "Brings back what served before: at once while it is still warm, else as a deployment of"
            + " that release. Refused, with the reason, when the schema no longer fits it.",
        List.of(
            OptionGroup.of(
                "What",
                OptionGroup.value("RELEASE", "another release than the one before", "--to")),
            OptionGroup.of(
                "How", DeliveryOptions.AS, DeliveryOptions.SETTLED, DeliveryOptions.NO_WAIT)),
        List.of(
            new Syntax.Example("slipway rollback production", "no version has to be known"),
            new Syntax.Example("slipway rollback production --to 3fa9", "a certain release")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    ProjectControl control = ProjectControl.of(session, arguments);
    Map<String, String> wish = new LinkedHashMap<>();
    wish.put("environment", DeliveryOptions.operand(arguments, "the name of the environment"));
    wish.put("by", control.actor());
    wish.put(
        "to",
        arguments
            .value("--to")
            .map(typed -> control.project().releases().named(typed).id().hex())
            .orElse(""));
    EventFields begun = control.controller().call("/v1/rollback", wish);
    Terminal terminal = session.terminal();
    terminal.print(
        terminal.paint(Style.BOLD, begun.text("deployment")) + "\n" + begun.text("text").indent(2));
    return DeliveryOptions.follow(begun, control, arguments, session);
  }
}
