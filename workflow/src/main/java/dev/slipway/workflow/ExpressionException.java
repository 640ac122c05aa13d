package dev.slipway.workflow;

import java.util.OptionalInt;

/** Why an expression could not be read or evaluated, in GitHub's words. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The stage that failed. */
  public enum Kind {
    /** A character or word that no expression has. */
    LEXING,
    /** Words that do not form an expression, or a name that is not known here. */
    PARSING,
    /** A function that refused its arguments, or a limit that was passed. */
    EVALUATION
  }

  private final Kind kind;
  private final int offset;

  ExpressionException(Kind kind, String message) {
    this(kind, message, -1);
  }

  ExpressionException(Kind kind, String message, int offset) {
    super(message);
    this.kind = kind;
    this.offset = offset;
  }

  static ExpressionException at(
      Kind kind, String description, String word, int offset, String expression) {
    return new ExpressionException(
        kind,
        description
            + ": '"
            + word
            + "'. Located at position "
            + (offset + 1)
            + " within expression: "
            + expression,
        offset);
  }

  /** A failure of a function that the host of the evaluation provides. */
  public static ExpressionException evaluation(String message) {
    return new ExpressionException(Kind.EVALUATION, message);
  }

  /** The stage that failed. */
  public Kind kind() {
    return kind;
  }

  /**
   * Where in the source the offending word begins, counted from 0; empty when there is no place.
   */
  public OptionalInt offset() {
    if (offset < 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(offset);
  }
}
