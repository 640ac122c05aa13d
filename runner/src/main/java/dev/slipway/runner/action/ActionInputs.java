package dev.slipway.runner.action;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The inputs of one step, completed by the action's defaults; names ignore case. */
public final class ActionInputs {
  private final Map<String, String> values;

  private ActionInputs(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Completes what a step's {@code with} gives.
   *
   * <p>An input the action does not declare is kept and warned about, in GitHub's words; a
   * deprecated one likewise.
   */
  public static ActionInputs fill(
      NativeAction action,
      Map<String, String> given,
      Map<String, String> env,
      ActionEffects effects) {
    var values = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (InputSpec spec : action.inputSpecs()) {
      values.put(spec.name(), fallback(spec, env));
    }
    var unexpected = new ArrayList<String>();
    given.forEach(
        (name, value) -> {
          if (!values.containsKey(name)) {
            unexpected.add(name);
          }
          values.put(name, value);
        });
    if (!unexpected.isEmpty()) {
      effects.warn(unexpectedText(action, unexpected));
    }
    warnOfDeprecated(action, given, effects);
    return new ActionInputs(values);
  }

  private static String fallback(InputSpec spec, Map<String, String> env) {
    if (spec.fallback().startsWith("$")) {
      return env.getOrDefault(spec.fallback().substring(1), "");
    }
    return spec.fallback();
  }

  private static String unexpectedText(NativeAction action, List<String> unexpected) {
    List<String> valid = action.inputSpecs().stream().map(InputSpec::name).toList();
    return "Unexpected input(s) "
        + quoted(unexpected)
        + ", valid inputs are ["
        + quoted(valid)
        + "]";
  }

  private static String quoted(List<String> names) {
    return "'" + String.join("', '", names) + "'";
  }

  private static void warnOfDeprecated(
      NativeAction action, Map<String, String> given, ActionEffects effects) {
    for (InputSpec spec : action.inputSpecs()) {
      boolean used = given.keySet().stream().anyMatch(spec.name()::equalsIgnoreCase);
      if (used && spec.deprecation().isPresent()) {
        effects.warn(
            "Input '"
                + spec.name()
                + "' has been deprecated with message: "
                + spec.deprecation().get());
      }
    }
  }

  /** The value without surrounding white space; empty when there is none. */
  public String text(String name) {
    return values.getOrDefault(name, "").strip();
  }

  /**
   * The value, which must not be empty.
   *
   * @throws InputException when it is
   */
  String requiredText(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new InputException("Input required and not supplied: " + name);
    }
    return text;
  }

  /** Whether the value is {@code true} in any case; every other value is false. */
  boolean isTrue(String name) {
    return text(name).equalsIgnoreCase("true");
  }

  /**
   * The value read as the YAML core schema reads a boolean.
   *
   * @throws InputException when it is none, in the words of the originals
   */
  boolean flag(String name) {
    return switch (text(name)) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default ->
          throw new InputException(
              "Input does not meet YAML 1.2 \"Core Schema\" specification: "
                  + name
                  + "\nSupport boolean input list: `true | True | TRUE | false | False | FALSE`");
    };
  }

  /** The lines of the value that are not empty, without surrounding white space. */
  List<String> lines(String name) {
    return text(name).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The value as a whole number, or the fallback when it is empty. */
  int number(String name, int fallback) {
    String text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InputException("Invalid " + name.toLowerCase(Locale.ROOT) + ": " + text);
    }
  }

  /** All inputs by name. */
  public Map<String, String> asMap() {
    return values;
  }
}
