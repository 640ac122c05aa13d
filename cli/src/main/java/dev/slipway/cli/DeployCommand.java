package dev.slipway.cli;

import dev.slipway.deliver.Environment;
import dev.slipway.deliver.ReleaseRecipe;
import dev.slipway.deliver.build.BuildOutcome;
import dev.slipway.deliver.build.ComponentSpec;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.ControlClient;
import dev.slipway.store.EventFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code slipway deploy ENV}: a release into an environment, carried out by the controller. */
final class DeployCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.DEPLOY,
        "ENVIRONMENT",
        1,
        "Brings a release into an environment of slipway.yaml: checks, approval, migrations,"
            + " start, health, traffic, watch. A controller in the background carries it out, so"
            + " that it goes on when this command ends. Exit code 0 means it serves; 1 means it"
            + " was stopped or taken back, with the reason.",
        List.of(
            OptionGroup.of(
                "What",
                OptionGroup.value(
                    "ID",
                    "the release (default: what is live in promote-from, else a new one)",
                    "--release"),
                OptionGroup.flag("say what would be done, and do nothing", "--dry-run")),
            OptionGroup.of(
                "How",
                OptionGroup.flag(
                    "counts as your approval, where the environment lets it", "-y", "--yes"),
                DeliveryOptions.AS,
                DeliveryOptions.SETTLED,
                DeliveryOptions.NO_WAIT)),
        List.of(
            new Syntax.Example("slipway deploy staging", "and wait until it serves"),
            new Syntax.Example("slipway deploy production --dry-run", "the plan, for a look"),
            new Syntax.Example("slipway approve production-3", "from another terminal")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    String environment = DeliveryOptions.operand(arguments, "the name of the environment");
    ProjectControl control = ProjectControl.of(session, arguments);
    Environment place = control.project().delivery().environment(environment);
    ControlClient client = control.controller();
    Map<String, String> wish = new LinkedHashMap<>();
    wish.put("environment", environment);
    wish.put("release", release(control, client, place, arguments, session));
    wish.put("by", control.actor());
    if (arguments.has("--dry-run")) {
      EventFields plan = client.call("/v1/plan", wish);
      session.terminal().print(plan.text("text") + "plan " + plan.text("digest") + "\n");
      return 0;
    }
    EventFields begun = client.call("/v1/deploy", wish);
    Terminal terminal = session.terminal();
    terminal.print(
        terminal.paint(Style.BOLD, begun.text("deployment")) + "\n" + begun.text("text").indent(2));
    if (arguments.has("--yes")) {
      return new Consent(control, client).give(begun, arguments, session);
    }
    return DeliveryOptions.follow(begun, control, arguments, session);
  }

  /** The release that was named, or is live where this environment takes releases from, or new. */
  private static String release(
      ProjectControl control,
      ControlClient client,
      Environment environment,
      Arguments arguments,
      Session session) {
    Optional<String> named = arguments.value("--release");
    if (named.isPresent()) {
      return control.project().releases().named(named.get()).id().hex();
    }
    if (environment.promotedFrom().isPresent()) {
      String source = environment.promotedFrom().get().text();
      for (EventFields each : client.call("/v1/status", Map.of()).objects("environments")) {
        if (each.text("name").equals(source) && each.optionalText("release").isPresent()) {
          return each.text("release");
        }
      }
    }
    return built(session);
  }

  private static String built(Session session) {
    DeliveryFile file = DeliveryFile.read(session);
    List<String> names =
        ReleaseRecipe.of(file.root(), file.delivery()).components().stream()
            .map(ComponentSpec::name)
            .toList();
    BuildView view = BuildView.shown(session.terminal(), names, false);
    return switch (new ReleaseBuilding(file, session).run(view)) {
      case BuildOutcome.Built built -> built.release().id().hex();
      case BuildOutcome.Failed failed ->
          throw new SlipwayException(
              ErrorCode.INVALID_INPUT, "the build failed: " + failed.reason());
    };
  }
}
