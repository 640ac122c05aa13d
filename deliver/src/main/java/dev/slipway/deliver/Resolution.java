package dev.slipway.deliver;

import dev.slipway.store.Secret;
import dev.slipway.store.StoredSecret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts values in the place of references, for one component. One use for each setting.
 *
 * @param variables the settings of the component, before references are followed
 */
record Resolution(
    Environment environment,
    Outputs outputs,
    Optional<ReleaseFacts> release,
    Map<String, StoredSecret> secrets,
    Map<String, SettingText> variables) {

  /** What a text becomes. */
  record Result(Optional<SettingValue> value, List<String> unknown) {}

  Result of(SettingText text) {
    List<String> unknown = new ArrayList<>();
    SettingValue value = resolve(text, unknown, new HashSet<>());
    if (unknown.isEmpty()) {
      return new Result(Optional.of(value), List.of());
    }
    return new Result(Optional.empty(), unknown);
  }

  private SettingValue resolve(SettingText text, List<String> unknown, Set<String> following) {
    StringBuilder whole = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    for (SettingText.Part part : text.parts()) {
      SettingValue value =
          switch (part) {
            case SettingText.Literal literal -> SettingValue.open(literal.text());
            case SettingText.Reference reference -> value(reference, unknown, following);
          };
      whole.append(value.value().reveal());
      shown.append(value.shown());
    }
    return new SettingValue(Secret.of(whole.toString()), shown.toString());
  }

  private SettingValue value(
      SettingText.Reference reference, List<String> unknown, Set<String> following) {
    return switch (reference) {
      case SettingText.ComponentOutput output ->
          known(
              outputs.find(output.component(), output.output()),
              "components." + output.component() + "." + output.output(),
              unknown);
      case SettingText.EnvironmentFact fact -> SettingValue.open(environmentFact(fact.fact()));
      case SettingText.ReleaseFact fact ->
          known(
              release.map(facts -> SettingValue.open(releaseFact(facts, fact.fact()))),
              "release." + fact.fact(),
              unknown);
      case SettingText.SecretValue secret ->
          known(
              Optional.ofNullable(secrets.get(secret.name()))
                  .map(stored -> SettingValue.hidden(stored.value())),
              "secrets." + secret.name(),
              unknown);
      case SettingText.Variable variable -> variable(variable.name(), unknown, following);
    };
  }

  private SettingValue variable(String name, List<String> unknown, Set<String> following) {
    SettingText text = variables.get(name);
    if (text == null || !following.add(name)) {
      return known(Optional.empty(), "env." + name, unknown);
    }
    SettingValue value = resolve(text, unknown, following);
    following.remove(name);
    return value;
  }

  private static SettingValue known(
      Optional<SettingValue> value, String name, List<String> unknown) {
    if (value.isEmpty()) {
      unknown.add(name);
    }
    return value.orElseGet(() -> SettingValue.open(""));
  }

  private String environmentFact(String fact) {
    return switch (fact) {
      case "url" -> outputs.environmentUrl();
      case "host" -> environment.hosts().getFirst();
      default -> environment.name().text();
    };
  }

  private static String releaseFact(ReleaseFacts facts, String fact) {
    return switch (fact) {
      case "commit" -> facts.commit();
      case "version" -> facts.version();
      default -> facts.id();
    };
  }
}
