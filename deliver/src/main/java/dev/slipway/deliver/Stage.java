package dev.slipway.deliver;

import java.time.Instant;

/** Where the moves of deployments are made; a move may be asked for again after a crash. */
interface Stage {
  /**
   * Makes a move, and returns when it is made, cannot be made, or is not wanted any more ({@link
   * Signals#isOff}).
   *
   * @param since when its intent was written, which after a crash is a while ago
   */
  Outcome make(Deployment deployment, Move move, Instant since, Signals signals);

  /** Shows a page that says so instead of an environment, or serves it again. */
  default void maintain(String environment, boolean on, String message) {}

  /** Puts right what ended by itself: what the journal says lives, lives; nothing else does. */
  default void mend() {}

  /** Ends all that was ever begun here. */
  default void clear() {}

  /** How a move went. */
  sealed interface Outcome {
    /** It is made. */
    record Made(String detail) implements Outcome {}

    /** It cannot be made; a person understands the reason. */
    record Failed(String reason) implements Outcome {}

    /** It was left; what to do instead is in the journal. */
    record Left() implements Outcome {}
  }
}
