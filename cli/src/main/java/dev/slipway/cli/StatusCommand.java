package dev.slipway.cli;

import dev.slipway.server.ControlClient;
import dev.slipway.store.EventFields;
import java.util.List;
import java.util.Map;

/** {@code slipway status}: what serves where, and what is being deployed. */
final class StatusCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.STATUS,
        "",
        0,
        "Says which release serves each environment and who has locked it, what is under way or"
            + " waits for an answer, and how the last deployments ended.",
        List.of(
            OptionGroup.of(
                "What is printed", OptionGroup.flag("one JSON object instead of text", "--json"))),
        List.of(
            new Syntax.Example("slipway status", "of the project around you"),
            new Syntax.Example("slipway status --json", "for another program")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    ProjectControl control = ProjectControl.of(session, arguments);
    ControlClient client = control.controller();
    if (arguments.has("--json")) {
      session.terminal().print(client.answer("/v1/status", Map.of()));
      session.terminal().print("\n");
      return 0;
    }
    EventFields status = client.call("/v1/status", Map.of());
    session.terminal().print(text(session.terminal(), status));
    return 0;
  }

  static String text(Terminal terminal, EventFields status) {
    StringBuilder text = new StringBuilder();
    List<EventFields> environments = status.objects("environments");
    if (environments.isEmpty()) {
      return "nothing was deployed yet; 'slipway deploy ENVIRONMENT' does\n";
    }
    for (EventFields each : environments) {
      text.append(terminal.paint(Style.BOLD, each.text("name"))).append("  ");
      text.append(
          each.optionalText("release")
              .map(release -> DeploymentView.short12(release) + " since " + each.text("since"))
              .orElse("nothing serves"));
      each.optionalText("lockedBy")
          .ifPresent(by -> text.append("  ").append(LockCommand.text(each)));
      each.optionalText("maintenance").ifPresent(message -> text.append("  maintenance"));
      text.append('\n');
    }
    text.append('\n');
    for (EventFields each : status.objects("deployments")) {
      text.append("  ")
          .append(each.text("deployment"))
          .append("  ")
          .append(DeploymentView.short12(each.text("release")))
          .append("  ")
          .append(each.text("state"))
          .append("  by ")
          .append(each.text("by"));
      each.optionalText("reason").ifPresent(reason -> text.append("  ").append(reason));
      text.append('\n');
    }
    return text.toString();
  }
}
