package dev.slipway.runner;

/** How a command of a job ended. */
sealed interface Exit {
  /**
   * It ran to its end.
   *
   * @param code its exit code; 128 + n when signal n ended it
   */
  record Code(int code) implements Exit {}

  /** It was stopped because its step or job was cancelled. */
  record Cancelled() implements Exit {}

  /** It could not be started: no such program, no such folder. */
  record NotStarted(String reason) implements Exit {}
}
