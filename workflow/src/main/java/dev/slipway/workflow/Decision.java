package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.Optional;

/** Whether a workflow, job or step would run, as far as it can be said beforehand, and why. */
public sealed interface Decision {
  /** Why, as part of a sentence; empty when there is nothing to say. */
  String reason();

  /** It runs, provided that nothing it depends on fails. */
  record Runs(String reason) implements Decision {}

  /**
   * It does not run.
   *
   * @param position the condition or filter that says so, if the file has one
   */
  record Skips(String reason, Optional<Position> position) implements Decision {}

  /** It depends on what is known only at run time. */
  record Depends(String reason, Optional<Position> position) implements Decision {}

  /** It runs, and there is nothing to say about it. */
  static Decision runs() {
    return new Runs("");
  }

  /** It runs, and why. */
  static Decision runs(String reason) {
    return new Runs(reason);
  }

  /** It does not run, and what says so. */
  static Decision skips(String reason, Position position) {
    return new Skips(reason, Optional.of(position));
  }

  /** It does not run, and no place in a file says so. */
  static Decision skips(String reason) {
    return new Skips(reason, Optional.empty());
  }

  /** It depends on what is known only at run time. */
  static Decision depends(String reason, Position position) {
    return new Depends(reason, Optional.of(position));
  }

  /** Whether it certainly does not run. */
  default boolean isSkip() {
    return this instanceof Skips;
  }

  /** {@code runs}, {@code skipped} or {@code decided at run time}. */
  default String word() {
    return switch (this) {
      case Runs runs -> "runs";
      case Skips skips -> "skipped";
      case Depends depends -> "decided at run time";
    };
  }
}
