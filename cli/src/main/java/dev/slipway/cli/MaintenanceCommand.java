package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code slipway maintenance on|off ENV}: a page instead of the application, or the latter again.
 */
final class MaintenanceCommand implements Command {
  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.MAINTENANCE,
        "on|off ENVIRONMENT",
        2,
        "Shows visitors of an environment a page that says so (503), or serves them again.",
        List.of(
            OptionGroup.of(
                "How",
                OptionGroup.value("TEXT", "what the page says", "-m", "--message"),
                DeliveryOptions.AS)),
        List.of(
            new Syntax.Example(
                "slipway maintenance on production -m 'Back at noon.'", "show the page"),
            new Syntax.Example("slipway maintenance off production", "serve again")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    List<String> words = arguments.operands();
    if (words.size() != 2 || !List.of("on", "off").contains(words.getFirst())) {
      throw new SlipwayException(
          ErrorCode.USAGE, "maintenance wants on or off, then the name of an environment");
    }
    ProjectControl control = ProjectControl.of(session, arguments);
    control.project().delivery().environment(words.getLast());
    Map<String, String> wish = new LinkedHashMap<>();
    wish.put("environment", words.getLast());
    wish.put("on", words.getFirst().equals("on") ? "true" : "");
    wish.put("message", arguments.value("--message").orElse("We will be back shortly."));
    wish.put("by", control.actor());
    control.controller().call("/v1/maintenance", wish);
    session.terminal().print(words.getLast() + ": maintenance " + words.getFirst() + "\n");
    return 0;
  }
}
