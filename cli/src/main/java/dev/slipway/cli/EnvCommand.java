package dev.slipway.cli;

import dev.slipway.deliver.Component;
import dev.slipway.deliver.Configuration;
import dev.slipway.deliver.Delivery;
import dev.slipway.deliver.Environment;
import dev.slipway.deliver.ResolvedSetting;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.JsonText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code slipway env}: what components read in an environment, and what their code reads. */
final class EnvCommand implements Command {
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed",
          OptionGroup.flag("also where each value is from and what it hides", "--explain"),
          OptionGroup.flag("one JSON object instead of text", "--json"));
  private static final String COMPONENT = "--component";
  private static final OptionGroup CHOICE =
      OptionGroup.of(
          "Which components",
          OptionGroup.values("NAME", "only this one; may be repeated", "-c", COMPONENT));

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.ENV,
        "show ENV | example",
        2,
        "'show ENV' prints the settings of every component in an environment: the defaults, what"
            + " the component says, what the environment says, secrets, each over the one before."
            + " Nothing secret is printed. Exit code 1 when a secret is missing. 'example' adds to"
            + " each component's env.example what its Python, JavaScript and TypeScript reads;"
            + " 'slipway check' says where it is not.",
        List.of(CHOICE, OUTPUT),
        List.of(
            new Syntax.Example("slipway env show production", "what every component gets"),
            new Syntax.Example("slipway env show staging -c api --explain", "and why"),
            new Syntax.Example("slipway env example", "write or complete the templates")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    List<String> words = arguments.operands();
    String action = words.isEmpty() ? "" : words.getFirst();
    DeliveryFile file = DeliveryFile.read(session);
    if (action.equals("show") && words.size() == 2) {
      return show(words.get(1), file, arguments, session);
    }
    if (action.equals("example") && words.size() == 1) {
      return new EnvExamples(session, file).write(arguments.values(COMPONENT));
    }
    throw new SlipwayException(
        ErrorCode.USAGE, "say 'slipway env show ENV' or 'slipway env example'");
  }

  private static int show(String name, DeliveryFile file, Arguments arguments, Session session) {
    Delivery delivery = file.delivery();
    Environment environment = delivery.environment(name);
    Configuration configuration = file.configuration(environment);
    List<Component> chosen = file.chosen(arguments.values(COMPONENT), environment.components());
    List<String> missing = configuration.missing();
    if (arguments.has("--json")) {
      session.terminal().print(json(environment, configuration, chosen, missing));
    } else {
      boolean explain = arguments.has("--explain");
      session.terminal().print(text(session.terminal(), configuration, chosen, missing, explain));
    }
    if (missing.isEmpty()) {
      return 0;
    }
    return 1;
  }

  private static String text(
      Terminal terminal,
      Configuration configuration,
      List<Component> chosen,
      List<String> missing,
      boolean explain) {
    StringBuilder text = new StringBuilder();
    for (Component component : chosen) {
      List<ResolvedSetting> settings = configuration.settings(component);
      if (settings.isEmpty()) {
        continue;
      }
      text.append(terminal.paint(Style.BOLD, component.name().text())).append('\n');
      Table table = new Table("lll");
      settings.forEach(setting -> row(table, setting, explain, terminal));
      table
          .lines(Integer.MAX_VALUE, "  ", terminal.sign(Glyph.ELLIPSIS))
          .forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    for (String reason : missing) {
      text.append(terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE) + " " + reason))
          .append('\n');
    }
    if (missing.isEmpty()) {
      text.append(terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS) + " nothing is missing"))
          .append('\n');
    }
    return text.toString();
  }

  private static void row(
      Table table, ResolvedSetting setting, boolean explain, Terminal terminal) {
    String value = value(setting, terminal);
    if (!explain) {
      table.row(setting.name(), value);
      return;
    }
    table.row(setting.name(), value, terminal.paint(Style.DIM, origin(setting.origin())));
    for (ResolvedSetting.Origin hidden : setting.overridden()) {
      table.row("", "", terminal.paint(Style.DIM, "over " + origin(hidden)));
    }
  }

  private static String value(ResolvedSetting setting, Terminal terminal) {
    return setting
        .value()
        .map(value -> value.shown().replace("\n", "\\n"))
        .orElseGet(() -> terminal.paint(Style.DIM, unknown(setting.unknown())));
  }

  private static String unknown(List<String> names) {
    if (names.stream().allMatch(name -> name.startsWith("secrets."))) {
      return "(not set: " + String.join(", ", names) + ")";
    }
    return "(not known yet: " + String.join(", ", names) + ")";
  }

  private static String origin(ResolvedSetting.Origin origin) {
    if (origin.place().isEmpty()) {
      return origin.layer().word();
    }
    return origin.layer().word() + " (" + origin.place() + ")";
  }

  private static String json(
      Environment environment,
      Configuration configuration,
      List<Component> chosen,
      List<String> missing) {
    return JsonText.line(
        json -> {
          json.writeStringProperty("environment", environment.name().text());
          json.writeObjectPropertyStart("components");
          for (Component component : chosen) {
            json.writeArrayPropertyStart(component.name().text());
            configuration.settings(component).forEach(setting -> write(setting, json));
            json.writeEndArray();
          }
          json.writeEndObject();
          json.writeArrayPropertyStart("missing");
          missing.forEach(json::writeString);
          json.writeEndArray();
        });
  }

  private static void write(ResolvedSetting setting, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", setting.name());
    setting.value().ifPresent(value -> json.writeStringProperty("value", value.shown()));
    json.writeBooleanProperty("secret", setting.isSecret());
    write("origin", setting.origin(), json);
    json.writeArrayPropertyStart("overridden");
    for (ResolvedSetting.Origin hidden : setting.overridden()) {
      json.writeStartObject();
      json.writeStringProperty("layer", hidden.layer().word());
      json.writeStringProperty("place", hidden.place());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("unknown");
    setting.unknown().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(String name, ResolvedSetting.Origin origin, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("layer", origin.layer().word());
    json.writeStringProperty("place", origin.place());
    json.writeEndObject();
  }
}
