package dev.slipway.runner.action;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of artifact names as minimatch reads it with its defaults: wildcards, alternatives in
 * braces, {@code !} in front for all others; a leading dot has to be written.
 */
final class ArtifactPattern {
  private static final int MAX_ALTERNATIVES = 1000;

  private final boolean inverted;
  private final List<String> alternatives;

  ArtifactPattern(String pattern) {
    this.inverted = pattern.startsWith("!");
    this.alternatives = new ArrayList<>();
    expand("", inverted ? pattern.substring(1) : pattern);
  }

  boolean matches(String name) {
    boolean hidden = name.startsWith(".");
    boolean matches =
        alternatives.stream()
            .filter(each -> !hidden || each.startsWith("."))
            .anyMatch(each -> Wildcard.matches(each, name));
    return matches != inverted;
  }

  private void expand(String done, String rest) {
    int open = rest.indexOf('{');
    int close = closing(rest, open);
    if (open < 0 || close < 0 || alternatives.size() >= MAX_ALTERNATIVES) {
      alternatives.add(done + rest);
      return;
    }
    List<String> choices = choices(rest.substring(open + 1, close));
    if (choices.size() < 2) {
      expand(done + rest.substring(0, close + 1), rest.substring(close + 1));
      return;
    }
    for (String choice : choices) {
      expand(done + rest.substring(0, open), choice + rest.substring(close + 1));
    }
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int at = Math.max(open, 0); open >= 0 && at < text.length(); at++) {
      if (text.charAt(at) == '{') {
        depth++;
      } else if (text.charAt(at) == '}' && --depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private static List<String> choices(String inside) {
    var choices = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int at = 0; at < inside.length(); at++) {
      char c = inside.charAt(at);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        choices.add(inside.substring(start, at));
        start = at + 1;
      }
    }
    choices.add(inside.substring(start));
    return choices;
  }
}
