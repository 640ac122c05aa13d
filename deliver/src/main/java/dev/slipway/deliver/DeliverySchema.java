package dev.slipway.deliver;

import static dev.slipway.document.Schema.anything;
import static dev.slipway.document.Schema.bool;
import static dev.slipway.document.Schema.choice;
import static dev.slipway.document.Schema.integer;
import static dev.slipway.document.Schema.keys;
import static dev.slipway.document.Schema.mapOf;
import static dev.slipway.document.Schema.number;
import static dev.slipway.document.Schema.oneOf;
import static dev.slipway.document.Schema.optional;
import static dev.slipway.document.Schema.required;
import static dev.slipway.document.Schema.sequenceOf;
import static dev.slipway.document.Schema.text;

import dev.slipway.document.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The shape of the delivery part of slipway.yaml, as data. */
final class DeliverySchema {
  private static final int MOST_INSTANCES = 100;

  static final Schema DURATION =
      text("a duration such as 30s or 5m", value -> Quantities.duration(value).isPresent());
  private static final Schema SIZE =
      text("a size such as 512MiB or 1GiB", value -> Quantities.bytes(value).isPresent());
  private static final Schema PATH = text("a path inside the project", DeliverySchema::staysInside);
  private static final Schema URL_PATH =
      text(
          "a path of a URL, beginning with '/'",
          value -> value.startsWith("/") && value.chars().noneMatch(Character::isWhitespace));
  private static final Schema HOST = text("a host name", DeliverySchema::isHost);
  private static final Schema ADDRESS =
      text("HOST:PORT", value -> RouterSettings.Address.parse(value).isPresent());
  private static final Schema COMMAND = oneOf(text(), new Schema.SequenceOf(text(), 1));
  private static final Schema TEXTS = oneOf(text(), sequenceOf(text()));
  private static final Schema HOSTS = oneOf(HOST, sequenceOf(HOST));
  private static final Schema VARIABLE =
      text("a name of letters, digits and '_'", DeliverySchema::isVariable);
  private static final Schema VALUE =
      Schema.nullable(new Schema.Text("a text, a number, true or false", value -> true));
  private static final Schema VALUES = new Schema.MapOf((Schema.Text) VARIABLE, VALUE);
  private static final Schema SECRETS =
      sequenceOf(
          text(
              "the name of a secret, with a '?' behind it if it may be missing",
              name ->
                  isVariable(name.endsWith("?") ? name.substring(0, name.length() - 1) : name)));
  private static final Schema COMPONENT_NAME =
      text("a name of lower-case letters, digits and '-'", ComponentName::isOne);
  private static final Schema ENVIRONMENT_NAME =
      text("a name of lower-case letters, digits and '-'", EnvironmentName::isOne);
  private static final Schema NEEDS = sequenceOf(COMPONENT_NAME);

  private static final Schema BUILD =
      oneOf(
          text(),
          keys(
              optional("run", COMMAND),
              optional("output", PATH),
              optional("include", TEXTS),
              optional("exclude", TEXTS),
              optional("inputs", TEXTS),
              optional("env", VALUES),
              optional("timeout", DURATION)));
  private static final Schema HEALTH =
      oneOf(
          URL_PATH,
          keys(
              optional("path", URL_PATH),
              optional("interval", DURATION),
              optional("timeout", DURATION),
              optional("within", DURATION)));
  private static final Schema RESTART =
      oneOf(
          choice("always", "on-failure", "never"),
          keys(
              optional("policy", choice("always", "on-failure", "never")),
              optional("back-off", DURATION),
              optional("longest-back-off", DURATION),
              optional("attempts", integer(1, 1000))));
  private static final Schema LIMITS =
      keys(
          optional("memory", SIZE),
          optional("processors", number(0.01, 1024)),
          optional("processes", integer(1, 1_000_000)));
  private static final Schema MIGRATIONS =
      oneOf(
          PATH,
          keys(
              required("path", PATH),
              optional("lock-timeout", DURATION),
              optional("statement-timeout", DURATION),
              optional("attempts", integer(1, 100)),
              optional("rehearse", bool())));

  private static final List<Schema.Key> OF_ALL =
      List.of(required("type", choice("service", "site", "worker", "database")));
  private static final List<Schema.Key> OF_BUILT =
      List.of(optional("path", PATH), optional("build", BUILD), optional("needs", NEEDS));
  private static final List<Schema.Key> OF_ROUTED =
      List.of(
          optional("hosts", HOSTS),
          optional("paths", oneOf(URL_PATH, new Schema.SequenceOf(URL_PATH, 1))),
          optional("drain", DURATION));
  private static final List<Schema.Key> OF_RUNNING =
      List.of(
          required("start", COMMAND),
          optional("instances", integer(1, MOST_INSTANCES)),
          optional("env", VALUES),
          optional("secrets", SECRETS),
          optional("stop-grace", DURATION),
          optional("restart", RESTART),
          optional("limits", LIMITS));

  /** The keys of a component, by its type. */
  static final Map<String, Schema> COMPONENT =
      Map.of(
          "service",
          joined(OF_ALL, OF_BUILT, OF_ROUTED, OF_RUNNING, List.of(optional("health", HEALTH))),
          "worker",
          joined(OF_ALL, OF_BUILT, OF_RUNNING),
          "site",
          joined(
              OF_ALL,
              OF_BUILT,
              OF_ROUTED,
              List.of(optional("fallback", PATH), optional("config", VALUES))),
          "database",
          joined(
              OF_ALL,
              List.of(
                  optional("url", text()),
                  optional("version", text()),
                  optional("supabase", bool()),
                  optional("migrations", MIGRATIONS))));

  /** What an environment may say about a component, by its type. */
  static final Map<String, Schema> OVERRIDE =
      Map.of(
          "service",
          joined(running(), OF_ROUTED),
          "worker",
          joined(running()),
          "site",
          joined(OF_ROUTED, List.of(optional("config", VALUES))),
          "database",
          joined(List.of(optional("url", text()), optional("version", text()))));

  static final Schema COMPONENTS = new Schema.MapOf((Schema.Text) COMPONENT_NAME, anything());

  private static final Schema COMMAND_CHECK =
      keys(
          required("name", text()),
          required("run", COMMAND),
          optional("when", choice("before", "candidate", "after")),
          optional("timeout", DURATION));
  private static final Schema STEP_CHECK =
      keys(required("name", text()), required("run", COMMAND), optional("timeout", DURATION));
  private static final Schema PERCENT = number(0, 100);
  static final Schema CHECKS =
      keys(
          optional("pass-rate", PERCENT),
          optional("coverage", PERCENT),
          optional("commands", sequenceOf(COMMAND_CHECK)));

  private static final Schema ONE_HOOK =
      keys(
          required("run", COMMAND),
          optional("timeout", DURATION),
          optional("pass", sequenceOf(VARIABLE)));
  private static final Schema HOOK = oneOf(text(), ONE_HOOK, sequenceOf(oneOf(text(), ONE_HOOK)));
  static final Schema HOOKS = hooks(point -> true);

  /** A release is built once for all environments, so none of them has a say in that. */
  private static final Schema HOOKS_OF_ENVIRONMENT = hooks(point -> !point.isOfBuild());

  private static final Schema.Key STRATEGY_TYPE =
      required("type", choice("rolling", "blue-green", "canary"));

  /** The keys of a strategy, by its type. */
  static final Map<String, Schema> STRATEGY =
      Map.of(
          "rolling",
          keys(
              STRATEGY_TYPE,
              optional("batch", integer(1, MOST_INSTANCES)),
              optional("pause", DURATION)),
          "blue-green",
          keys(STRATEGY_TYPE, optional("preview-host", HOST), optional("keep-warm", DURATION)),
          "canary",
          keys(
              STRATEGY_TYPE,
              optional("minimum-requests", integer(1, 1_000_000_000)),
              optional("inconclusive", choice("hold", "promote", "roll-back")),
              optional(
                  "steps",
                  new Schema.SequenceOf(
                      keys(
                          required("weight", integer(1, 100)),
                          optional("for", DURATION),
                          optional("checks", sequenceOf(STEP_CHECK))),
                      1))));

  private static final Schema APPROVAL =
      oneOf(
          bool(),
          keys(
              optional("reviewers", TEXTS),
              optional("required", integer(0, 100)),
              optional("wait", DURATION),
              optional("branches", TEXTS),
              optional("prevent-self-review", bool()),
              optional("yes", bool())));
  static final Schema ENVIRONMENT =
      keys(
          optional("url", text("an http or https URL without a path", DeliverySchema::isOrigin)),
          optional("hosts", HOSTS),
          optional("env", VALUES),
          optional("secrets", SECRETS),
          optional("components", COMPONENTS),
          optional("strategy", anything()),
          optional("checks", CHECKS),
          optional("hooks", HOOKS_OF_ENVIRONMENT),
          optional("approval", APPROVAL),
          optional("promote-from", ENVIRONMENT_NAME),
          optional("watch", DURATION),
          optional("waiting", choice("queue", "supersede")));
  static final Schema ENVIRONMENTS =
      new Schema.MapOf((Schema.Text) ENVIRONMENT_NAME, Schema.nullable(ENVIRONMENT));

  private static final Schema ROUTER =
      keys(
          optional("http", ADDRESS),
          optional("https", ADDRESS),
          optional(
              "certificates", sequenceOf(keys(required("chain", PATH), required("key", PATH)))));

  /** What is checked as a whole; components and strategies depend on their type. */
  static final Map<String, Schema> SECTION =
      Map.of(
          "name", text("a name of lower-case letters, digits and '-'", ComponentName::isOne),
          "env", VALUES,
          "components", COMPONENTS,
          "environments", ENVIRONMENTS,
          "strategies", mapOf(anything()),
          "checks", CHECKS,
          "hooks", HOOKS,
          "router", ROUTER);

  static final Set<String> SECTIONS = Set.copyOf(SECTION.keySet());

  private DeliverySchema() {}

  private static Schema hooks(Predicate<Hooks.Point> wanted) {
    return new Schema.Keys(
        Arrays.stream(Hooks.Point.values())
            .filter(wanted)
            .map(point -> optional(point.key(), HOOK))
            .toList());
  }

  private static List<Schema.Key> running() {
    return OF_RUNNING.stream().map(key -> optional(key.name(), key.schema())).toList();
  }

  @SafeVarargs
  private static Schema joined(List<Schema.Key>... groups) {
    List<Schema.Key> all = new ArrayList<>();
    for (List<Schema.Key> group : groups) {
      all.addAll(group);
    }
    return new Schema.Keys(all);
  }

  static boolean isVariable(String name) {
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars()
        .allMatch(letter -> letter == '_' || (letter < 0x80 && Character.isLetterOrDigit(letter)));
  }

  private static boolean staysInside(String text) {
    if (text.isEmpty() || text.startsWith("/") || text.indexOf('\0') >= 0) {
      return false;
    }
    return !Path.of(text).normalize().startsWith("..");
  }

  private static boolean isHost(String text) {
    return text.length() <= 253
        && !text.isEmpty()
        && text.chars()
            .allMatch(
                letter ->
                    letter == '.'
                        || letter == '-'
                        || (letter < 0x80 && Character.isLetterOrDigit(letter)));
  }

  private static boolean isOrigin(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      String path = url.getRawPath();
      return web
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawUserInfo() == null
          && (path == null || path.isEmpty() || path.equals("/"));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }
}
