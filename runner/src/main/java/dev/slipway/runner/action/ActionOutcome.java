package dev.slipway.runner.action;

/** How one phase of a native action ended. */
public sealed interface ActionOutcome {
  /** It did what it was asked to. */
  record Succeeded() implements ActionOutcome {}

  /**
   * It could not, for a reason the workflow's author can mend; the runner shows the message as the
   * step's error.
   */
  record Failed(String message) implements ActionOutcome {}

  /** The outcome of an action that did what it was asked to. */
  static ActionOutcome succeeded() {
    return new Succeeded();
  }

  /** The outcome of an action that could not; the message says what to mend. */
  static ActionOutcome failed(String message) {
    return new Failed(message);
  }
}
