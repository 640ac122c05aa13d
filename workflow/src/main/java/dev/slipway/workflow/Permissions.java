package dev.slipway.workflow;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a job's token may do, per scope. A scope that is not named has {@link Level#NONE}.
 * Immutable.
 */
public record Permissions(Map<String, Level> levels) {
  /** How much of a scope is allowed; each level includes those before it. */
  public enum Level {
    NONE,
    READ,
    WRITE;

    /** The word of the language: none, read, write. */
    public String word() {
      return switch (this) {
        case NONE -> "none";
        case READ -> "read";
        case WRITE -> "write";
      };
    }
  }

  /** Sorts by scope and drops those that allow nothing. */
  public Permissions {
    Map<String, Level> sorted = new TreeMap<>(levels);
    sorted.values().removeIf(level -> level == Level.NONE);
    levels = Collections.unmodifiableMap(sorted);
  }

  /** What is allowed for a scope such as {@code contents}. */
  public Level of(String scope) {
    return Optional.ofNullable(levels.get(scope)).orElse(Level.NONE);
  }
}
