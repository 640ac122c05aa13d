package dev.slipway.workflow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be said about the value of an expression before everything it names is known. */
sealed interface Guess {
  /** The value is certain. */
  record Known(Value value) implements Guess {}

  /**
   * The value is open.
   *
   * @param causes what has to be known first, such as {@code needs.build.outputs.version}
   * @param truth whether the value is truthy, when that much is certain
   */
  record Unknown(Set<String> causes, Optional<Boolean> truth) implements Guess {
    public Unknown {
      causes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(causes));
    }
  }

  static Guess known(Value value) {
    return new Known(value);
  }

  static Guess unknown(String cause) {
    return new Unknown(Set.of(cause), Optional.empty());
  }

  /** Open because of all that makes these open. */
  static Guess unknown(List<Guess> parts) {
    return new Unknown(causes(parts), Optional.empty());
  }

  /** Open, but certainly truthy or falsy. */
  static Guess unknown(List<Guess> parts, boolean truth) {
    return new Unknown(causes(parts), Optional.of(truth));
  }

  private static Set<String> causes(List<Guess> parts) {
    Set<String> causes = new LinkedHashSet<>();
    parts.forEach(part -> causes.addAll(part.causes()));
    return causes;
  }

  /** What has to be known first; nothing when the value is certain. */
  default Set<String> causes() {
    return switch (this) {
      case Known known -> Set.of();
      case Unknown unknown -> unknown.causes();
    };
  }

  /** Whether the value is truthy, when that is certain. */
  default Optional<Boolean> truth() {
    return switch (this) {
      case Known known -> Optional.of(known.value().truthy());
      case Unknown unknown -> unknown.truth();
    };
  }

  /** The value, when it is certain. */
  default Optional<Value> certain() {
    if (this instanceof Known known) {
      return Optional.of(known.value());
    }
    return Optional.empty();
  }
}
