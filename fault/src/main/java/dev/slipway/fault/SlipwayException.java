package dev.slipway.fault;

import org.jspecify.annotations.Nullable;

/**
 * A fault: a broken environment, unusable input or a defect, with a code that decides how it is
 * reported.
 *
 * <p>The message is shown to a person: it says what happened, where, and how to mend it.
 */
public final class SlipwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** A fault without an underlying cause. */
  public SlipwayException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /** A fault that another one caused. */
  public SlipwayException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Why, as a stable code. */
  public ErrorCode code() {
    return code;
  }
}
