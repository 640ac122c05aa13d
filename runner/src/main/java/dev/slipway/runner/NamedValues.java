package dev.slipway.runner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names with their values in the order they were first set; a name that differs only in case is the
 * same name and takes its latest spelling, as outputs and state are on GitHub. Not thread-safe.
 */
final class NamedValues {
  private final Map<String, Map.Entry<String, String>> values = new LinkedHashMap<>();

  void put(String name, String value) {
    values.put(name.toLowerCase(Locale.ROOT), Map.entry(name, value));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** A copy under the latest spellings. */
  Map<String, String> toMap() {
    Map<String, String> copy = new LinkedHashMap<>();
    values.values().forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(copy);
  }
}
