package dev.slipway.workflow;

import dev.slipway.document.Suggestions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to do about an expression that could not be read. */
final class ExpressionHint {
  private static final List<String> CONTEXTS =
      List.of(
          "github",
          "env",
          "vars",
          "job",
          "jobs",
          "steps",
          "runner",
          "secrets",
          "strategy",
          "matrix",
          "needs",
          "inputs");
  private static final List<String> FUNCTIONS =
      List.of("contains", "startsWith", "endsWith", "format", "join", "toJSON", "fromJSON", "case");
  private static final List<String> STATUS = List.of("always", "success", "failure", "cancelled");

  private ExpressionHint() {}

  static @Nullable String of(String message, Place place) {
    if (message.startsWith("Unrecognized named-value: '")) {
      return context(quoted(message), place);
    }
    if (message.startsWith("Unrecognized function: '")) {
      return function(quoted(message), place);
    }
    if (message.startsWith("Unexpected symbol: '\"")) {
      return "strings are written in single quotes";
    }
    return null;
  }

  private static String quoted(String message) {
    int start = message.indexOf('\'') + 1;
    return message.substring(start, message.indexOf('\'', start));
  }

  private static @Nullable String context(String name, Place place) {
    List<String> allowed = place.contexts();
    if (allowed.isEmpty()) {
      return "no context is available here";
    }
    if (CONTEXTS.contains(name)) {
      return "'" + name + "' is not available here; available are " + String.join(", ", allowed);
    }
    return Suggestions.closest(name, allowed)
        .map(closest -> "did you mean '" + closest + "'?")
        .orElse(
            "strings are written in single quotes; contexts here are "
                + String.join(", ", allowed));
  }

  private static @Nullable String function(String name, Place place) {
    if (STATUS.contains(name)) {
      return "'" + name + "()' can be used in 'if' alone";
    }
    List<String> known = new ArrayList<>(FUNCTIONS);
    known.addAll(place.functions());
    return Suggestions.closest(name, known)
        .map(closest -> "did you mean '" + closest + "'?")
        .orElse("known here: " + String.join(", ", known));
  }
}
