package dev.slipway.runner.action;

/**
 * An input that cannot be used; its message is for the workflow's author.
 *
 * <p>It never leaves the package: {@link CheckedAction} turns it into a failed outcome.
 */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  InputException(String text) {
    super(text);
    this.text = text;
  }

  String text() {
    return text;
  }
}
