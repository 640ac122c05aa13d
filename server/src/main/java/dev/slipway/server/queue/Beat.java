package dev.slipway.server.queue;

import java.util.Optional;

/** What a runner hears when it says that it is alive. */
public sealed interface Beat {
  /** Go on; the claim holds for another lease. */
  record GoOn() implements Beat {}

  /**
   * The claim holds, but somebody wants the run to stop.
   *
   * @param reason who and why
   */
  record Stop(String reason) implements Beat {}

  /** The claim is lost: somebody else may have the run now. Stop at once, and tell nothing. */
  record Lost() implements Beat {}

  /** Why to stop, if it should. */
  default Optional<String> stop() {
    return switch (this) {
      case GoOn goOn -> Optional.empty();
      case Stop stop -> Optional.of(stop.reason());
      case Lost lost -> Optional.of("the claim on it was lost");
    };
  }
}
