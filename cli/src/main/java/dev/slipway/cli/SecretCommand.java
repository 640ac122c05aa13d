package dev.slipway.cli;

import dev.slipway.deliver.Delivery;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.JsonText;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretLabel;
import dev.slipway.store.SecretStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code slipway secret}: what only processes may know, sealed under {@code .slipway}. */
final class SecretCommand implements Command {
  private static final OptionGroup SCOPE =
      OptionGroup.of(
          "Which secrets",
          OptionGroup.value("ENV", "those of this environment; without it, of all", "--env"));
  private static final OptionGroup OUTPUT =
      OptionGroup.of(
          "What is printed", OptionGroup.flag("one JSON object instead of a table", "--json"));
  private static final int LONGEST = 1 << 20;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final Function<String, Optional<String>> prompt;
  private final InputStream input;

  /** Asks on the console, and reads from standard input when there is none. */
  SecretCommand() {
    this(SecretArguments::askOnConsole, System.in);
  }

  /**
   * Asks and reads elsewhere.
   *
   * @param prompt asks a person for the secret of that name without echoing it; empty when there is
   *     nobody to ask
   */
  SecretCommand(Function<String, Optional<String>> prompt, InputStream input) {
    this.prompt = prompt;
    this.input = input;
  }

  @Override
  public Syntax syntax() {
    return new Syntax(
        CommandName.SECRET,
        "set NAME | list | rm NAME | rotate",
        2,
        "Values are sealed with AES-256-GCM in .slipway/secrets; the key is in .slipway/secret.key"
            + " or in SLIPWAY_KEY (32 bytes in Base64). 'set' asks for the value, or reads it from"
            + " standard input; it is never a word of the command line. A component gets the"
            + " secrets that slipway.yaml names for it. 'rotate' seals all of them with a new key.",
        List.of(SCOPE, OUTPUT),
        List.of(
            new Syntax.Example("slipway secret set SECRET_KEY --env production", "asks for it"),
            new Syntax.Example("slipway secret set MAIL_URL < mail-url", "from a file"),
            new Syntax.Example("slipway secret list", "names and versions, no values"),
            new Syntax.Example("slipway secret rotate", "a new key")));
  }

  @Override
  public int run(Arguments arguments, Session session) {
    List<String> words = arguments.operands();
    String action = words.isEmpty() ? "" : words.getFirst();
    Optional<String> scope = arguments.value("--env");
    scope.ifPresent(name -> declared(name, session));
    SecretStore store = DeliveryFile.secrets(session);
    if (action.equals("set") && words.size() == 2) {
      return set(store, scope, checked(words.get(1)), session);
    }
    if (action.equals("list") && words.size() == 1) {
      return list(store, scope, arguments.has("--json"), session);
    }
    if (action.equals("rm") && words.size() == 2) {
      return remove(store, scope, checked(words.get(1)), session);
    }
    if (action.equals("rotate") && words.size() == 1) {
      int count = store.rotate(session.variable("SLIPWAY_NEW_KEY").map(Secret::of));
      session.terminal().print(Counted.of(count, "version") + " sealed with a new key\n");
      return 0;
    }
    throw new SlipwayException(
        ErrorCode.USAGE, "say 'set NAME', 'list', 'rm NAME' or 'rotate' behind 'slipway secret'");
  }

  /** An environment that slipway.yaml does not know would be a slip that shows up much later. */
  private static void declared(String name, Session session) {
    if (Files.exists(DeliveryFile.rootOf(session).resolve("slipway.yaml"))) {
      Delivery delivery = DeliveryFile.read(session).delivery();
      delivery.environment(name);
    }
  }

  private static String checked(String name) {
    if (!SecretLabel.isName(name)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "the name of a secret is letters, digits and '_', and begins with no digit; its value is"
              + " asked for, not part of the command");
    }
    return name;
  }

  private int set(SecretStore store, Optional<String> scope, String name, Session session) {
    String value = prompt.apply(name).orElseGet(this::piped);
    if (value.isEmpty()) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, name + ": the value is empty; 'slipway secret rm' removes one");
    }
    DeliveryFile.prepareState(session);
    SecretLabel label = store.set(scope, name, Secret.of(value));
    session
        .terminal()
        .print(name + " stored " + where(label) + ", version " + label.version() + "\n");
    return 0;
  }

  /** All of standard input, without one line feed at its end, which echo and files have. */
  private String piped() {
    try {
      byte[] bytes = input.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "a secret has at most " + LONGEST + " bytes");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.endsWith("\r\n")) {
        return text.substring(0, text.length() - 2);
      }
      if (text.endsWith("\n")) {
        return text.substring(0, text.length() - 1);
      }
      return text;
    } catch (CharacterCodingException binary) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a secret is UTF-8 text; encode other bytes in Base64");
    } catch (IOException unreadable) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "standard input cannot be read", unreadable);
    }
  }

  private static int remove(
      SecretStore store, Optional<String> scope, String name, Session session) {
    if (store.remove(scope, name)) {
      session.terminal().print(name + " removed\n");
      return 0;
    }
    String where = scope.map(environment -> " of " + environment).orElse(" for all environments");
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "there is no secret " + name + where + "; 'slipway secret list' shows what there is");
  }

  private static int list(
      SecretStore store, Optional<String> scope, boolean json, Session session) {
    List<SecretLabel> labels =
        store.list().stream()
            .filter(label -> scope.isEmpty() || label.scope().equals(scope))
            .toList();
    if (json) {
      session.terminal().print(json(labels));
      return 0;
    }
    Table table = new Table("llrl");
    for (SecretLabel label : labels) {
      table.row(
          label.name(),
          label.scope().orElse("all"),
          "version " + label.version(),
          DAY.format(label.at()) + " UTC");
    }
    StringBuilder text = new StringBuilder();
    table
        .lines(Integer.MAX_VALUE, "", session.terminal().sign(Glyph.ELLIPSIS))
        .forEach(line -> text.append(line).append('\n'));
    session.terminal().print(text.isEmpty() ? "no secrets\n" : text.toString());
    return 0;
  }

  private static String json(List<SecretLabel> labels) {
    return JsonText.line(
        json -> {
          json.writeArrayPropertyStart("secrets");
          for (SecretLabel label : labels) {
            json.writeStartObject();
            json.writeStringProperty("name", label.name());
            label.scope().ifPresent(scope -> json.writeStringProperty("environment", scope));
            json.writeNumberProperty("version", label.version());
            json.writeStringProperty("at", label.at().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String where(SecretLabel label) {
    return label.scope().map(environment -> "for " + environment).orElse("for all environments");
  }
}
