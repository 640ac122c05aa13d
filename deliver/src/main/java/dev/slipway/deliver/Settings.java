package dev.slipway.deliver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one place of slipway.yaml says about the environment of a process: values, in the order
 * written, and the names of secrets it wants.
 *
 * @param required secrets without which nothing is deployed
 * @param optional secrets that may be missing
 */
public record Settings(
    Map<String, SettingText> values, Set<String> required, Set<String> optional) {
  /** Nothing is said. */
  public static final Settings NONE = new Settings(Map.of(), Set.of(), Set.of());

  /** Copies all three and keeps their order. */
  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
    optional = Collections.unmodifiableSet(new LinkedHashSet<>(optional));
  }

  /** Values alone. */
  static Settings values(Map<String, SettingText> values) {
    return new Settings(values, Set.of(), Set.of());
  }

  /** What this says with what another place says on top of it. */
  Settings with(Settings over) {
    Map<String, SettingText> both = new LinkedHashMap<>(values);
    both.putAll(over.values);
    Set<String> wanted = new LinkedHashSet<>(required);
    wanted.addAll(over.required);
    Set<String> wished = new LinkedHashSet<>(optional);
    wished.addAll(over.optional);
    wished.removeAll(wanted);
    return new Settings(both, wanted, wished);
  }

  /** Every name that is spoken of, secrets too. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(values.keySet());
    names.addAll(secretNames());
    return names;
  }

  /** The names of all secrets. */
  Set<String> secretNames() {
    Set<String> names = new LinkedHashSet<>(required);
    names.addAll(optional);
    return names;
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return values.isEmpty() && required.isEmpty() && optional.isEmpty();
  }
}
