package dev.slipway.runner;

import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * One line of a problem matcher: a regular expression and what its groups mean.
 *
 * @param groups the group of each part; a part that is missing is not found in this line
 * @param loop matches again and again after the lines before it matched once
 */
record ProblemPattern(EcmaRegex regexp, Map<Part, Integer> groups, boolean loop) {
  /** What a group can mean. */
  enum Part {
    FILE("file"),
    FROM_PATH("fromPath"),
    LINE("line"),
    COLUMN("column"),
    SEVERITY("severity"),
    CODE("code"),
    MESSAGE("message");

    private final String key;

    Part(String key) {
      this.key = key;
    }

    /** Its name in the configuration. */
    String key() {
      return key;
    }
  }

  /** Copies the map. */
  ProblemPattern {
    groups = Map.copyOf(groups);
  }

  /**
   * The text of a part in a match; null when this line does not tell it, empty when it is empty.
   */
  @Nullable String text(Matcher match, Part part) {
    Integer group = groups.get(part);
    if (group == null) {
      return null;
    }
    String text = match.group(group);
    return text == null ? "" : text;
  }
}
