package dev.slipway.deliver;

import dev.slipway.deliver.ResolvedSetting.Layer;
import dev.slipway.deliver.ResolvedSetting.Origin;
import dev.slipway.document.Position;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretLabel;
import dev.slipway.store.StoredSecret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the components of an environment read from theirs: defaults, under what the component says,
 * under what the environment says, under secrets. Immutable.
 */
public final class Configuration {
  private final Delivery delivery;
  private final Environment environment;
  private final Outputs outputs;
  private final Optional<ReleaseFacts> release;
  private final Map<String, StoredSecret> secrets;

  /**
   * The configuration of an environment.
   *
   * @param outputs what is known of the components
   * @param release what is deployed; empty as long as that is open
   * @param secrets those that hold in the environment, by name
   */
  public Configuration(
      Delivery delivery,
      Environment environment,
      Outputs outputs,
      Optional<ReleaseFacts> release,
      Map<String, StoredSecret> secrets) {
    this.delivery = delivery;
    this.environment = environment;
    this.outputs = outputs;
    this.release = release;
    this.secrets = Map.copyOf(secrets);
  }

  /** The settings of a service or worker, or the public config of a site, by name. */
  public List<ResolvedSetting> settings(Component component) {
    Map<String, Candidates> all = new TreeMap<>();
    Settings wanted = Settings.NONE;
    for (Layered layered : layers(component)) {
      wanted = wanted.with(layered.settings());
      layered
          .settings()
          .values()
          .forEach(
              (name, text) ->
                  all.computeIfAbsent(name, fresh -> new Candidates())
                      .add(new Origin(layered.layer(), place(text.position())), text));
    }
    Map<String, SettingText> variables = new LinkedHashMap<>();
    all.forEach((name, candidates) -> variables.put(name, candidates.text()));
    Resolution resolution = new Resolution(environment, outputs, release, secrets, variables);
    Set<String> names = new TreeSet<>(all.keySet());
    names.addAll(wanted.required());
    names.addAll(wanted.optional());
    List<ResolvedSetting> resolved = new ArrayList<>();
    for (String name : names) {
      Candidates candidates = all.getOrDefault(name, new Candidates());
      boolean secret = wanted.required().contains(name) || wanted.optional().contains(name);
      StoredSecret stored = secrets.get(name);
      if (secret && stored != null) {
        resolved.add(candidates.under(name, stored));
      } else if (!candidates.isEmpty()) {
        resolved.add(candidates.resolve(name, resolution));
      } else if (wanted.required().contains(name)) {
        resolved.add(absent(name));
      }
    }
    return resolved;
  }

  private record Layered(Layer layer, Settings settings) {}

  private List<Layered> layers(Component component) {
    Settings here = environment.componentSettings().getOrDefault(component.name(), Settings.NONE);
    return switch (component) {
      case Component.Database database -> List.of();
      case Component.Site site ->
          List.of(
              new Layered(Layer.COMPONENT, site.config()),
              new Layered(Layer.ENVIRONMENT_COMPONENT, here));
      case Component.Service service -> layers(service, here);
      case Component.Worker worker -> layers(worker, here);
    };
  }

  private List<Layered> layers(Component component, Settings here) {
    return List.of(
        new Layered(Layer.SLIPWAY, BuiltIn.of(component)),
        new Layered(Layer.DEFAULTS, delivery.defaults()),
        new Layered(Layer.COMPONENT, component.settings()),
        new Layered(Layer.ENVIRONMENT, environment.settings()),
        new Layered(Layer.ENVIRONMENT_COMPONENT, here));
  }

  private static String place(Position position) {
    if (position.isWholeFile()) {
      return "";
    }
    return position.toString();
  }

  private static ResolvedSetting absent(String name) {
    return new ResolvedSetting(
        name,
        Optional.empty(),
        new Origin(Layer.SECRET, "not set"),
        List.of(),
        List.of("secrets." + name));
  }

  /** What one name is given by several places, the strongest last. */
  private static final class Candidates {
    private final List<Origin> origins = new ArrayList<>();
    private final List<SettingText> texts = new ArrayList<>();

    void add(Origin origin, SettingText text) {
      origins.add(origin);
      texts.add(text);
    }

    boolean isEmpty() {
      return texts.isEmpty();
    }

    SettingText text() {
      return texts.getLast();
    }

    ResolvedSetting under(String name, StoredSecret stored) {
      return new ResolvedSetting(
          name,
          Optional.of(SettingValue.hidden(stored.value())),
          new Origin(Layer.SECRET, place(stored.label())),
          origins.reversed(),
          List.of());
    }

    ResolvedSetting resolve(String name, Resolution resolution) {
      Resolution.Result result = resolution.of(text());
      return new ResolvedSetting(
          name,
          result.value(),
          origins.getLast(),
          origins.subList(0, origins.size() - 1).reversed(),
          result.unknown());
    }

    private static String place(SecretLabel label) {
      return label.scope().map(scope -> "of " + scope).orElse("of all environments")
          + ", version "
          + label.version();
    }
  }

  /**
   * What a process of the component gets beside {@code PORT}; a fault as long as something of it is
   * missing or not known yet.
   */
  public Map<String, String> environment(Component component) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ResolvedSetting setting : settings(component)) {
      SettingValue value =
          setting
              .value()
              .orElseThrow(
                  () ->
                      new SlipwayException(
                          ErrorCode.INVALID_INPUT, sentence(component.name(), setting)));
      values.put(setting.name(), value.value().reveal());
    }
    return values;
  }

  /**
   * Why this environment cannot be deployed into, a sentence for each reason; empty if it can. What
   * a deployment itself makes known, such as the address of a database it starts, is no reason.
   */
  public List<String> missing() {
    List<String> reasons = new ArrayList<>();
    for (Component component : environment.components()) {
      for (ResolvedSetting setting : settings(component)) {
        if (setting.unknown().stream().anyMatch(name -> !isKnownLater(name))) {
          reasons.add(sentence(component.name(), setting));
        }
      }
      if (component instanceof Component.Database database) {
        database(database).unknown().forEach(name -> reasons.add(sentence(database, name)));
      }
    }
    return reasons;
  }

  private boolean isKnownLater(String name) {
    return (name.startsWith("release.") && release.isEmpty())
        || environment.components().stream()
            .filter(Component.Database.class::isInstance)
            .anyMatch(database -> name.startsWith("components." + database.name() + "."));
  }

  private String sentence(ComponentName component, ResolvedSetting setting) {
    String first =
        setting.unknown().stream()
            .filter(name -> !isKnownLater(name))
            .findFirst()
            .orElse(setting.unknown().getFirst());
    String secret = first.startsWith("secrets.") ? first.substring("secrets.".length()) : "";
    if (secret.equals(setting.name())) {
      return component + " needs the secret " + secret + howToSet(secret);
    }
    String mentions = component + ": " + setting.name() + " mentions " + first;
    if (secret.isEmpty()) {
      return mentions + ", which is not known (" + setting.origin().place() + ")";
    }
    return mentions + howToSet(secret);
  }

  private String sentence(Component.Database database, String unknown) {
    String secret = unknown.substring(unknown.indexOf('.') + 1);
    return database.name() + ": its url mentions " + unknown + howToSet(secret);
  }

  private String howToSet(String secret) {
    return ", which is not set; run 'slipway secret set "
        + secret
        + " --env "
        + environment.name()
        + "'";
  }

  private Resolution.Result database(Component.Database database) {
    if (database.address() instanceof DatabaseAddress.Server server) {
      return new Resolution(environment, outputs, release, secrets, Map.of()).of(server.url());
    }
    return new Resolution.Result(Optional.empty(), List.of());
  }

  /**
   * The address of a database that somebody else runs; empty for one Slipway runs, and as long as
   * {@link #missing} names something of it.
   */
  public Optional<DatabaseUrl> server(Component.Database database) {
    return database(database).value().map(value -> DatabaseUrl.parse(value.value().reveal()));
  }

  /** This configuration with the addresses of databases known. */
  public Configuration with(Outputs known) {
    return new Configuration(delivery, environment, known, release, secrets);
  }

  /** A line for each component: the names of its settings and where they are from, no value. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (Component component : environment.components()) {
      List<String> words = new ArrayList<>();
      for (ResolvedSetting setting : settings(component)) {
        String place = setting.origin().layer().word();
        if (setting.origin().layer() == Layer.SECRET) {
          place += " " + setting.origin().place();
        }
        words.add(setting.name() + " (" + place + ")");
      }
      if (!words.isEmpty()) {
        lines.add(component.name() + ": " + String.join(", ", words));
      }
    }
    return lines;
  }

  /** Every value that may not be seen, for a masker. */
  public Collection<Secret> secrets() {
    List<Secret> hidden = new ArrayList<>();
    secrets.values().forEach(stored -> hidden.add(stored.value()));
    for (Component component : environment.components()) {
      if (component instanceof Component.Database database) {
        outputs
            .find(database.name(), "password")
            .ifPresent(password -> hidden.add(password.value()));
      }
    }
    return hidden;
  }
}
