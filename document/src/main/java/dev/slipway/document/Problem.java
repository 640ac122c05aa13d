package dev.slipway.document;

import java.util.Optional;

/**
 * Something wrong with a file a user wrote: where, what, and how to mend it.
 *
 * @param code a stable kebab-case name of the kind of problem, for machines and for suppressing
 * @param message one sentence without the position
 * @param hint what to do about it, if there is something to say
 */
public record Problem(
    Position position, Severity severity, String code, String message, Optional<String> hint) {

  /** Whether a file with the problem can still be used. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** An error without a hint. */
  public static Problem error(Position position, String code, String message) {
    return new Problem(position, Severity.ERROR, code, message, Optional.empty());
  }

  /** A warning without a hint. */
  public static Problem warning(Position position, String code, String message) {
    return new Problem(position, Severity.WARNING, code, message, Optional.empty());
  }

  /** This problem with a hint. */
  public Problem withHint(String text) {
    return new Problem(position, severity, code, message, Optional.of(text));
  }

  /** Whether the file cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line:col: error: message [code]}: one line, as compilers print it. */
  public String headline() {
    String word = isError() ? "error" : "warning";
    return position + ": " + word + ": " + message + " [" + code + "]";
  }

  /**
   * The headline, an excerpt of the text and the hint, each on lines of their own, ending with a
   * line feed.
   *
   * @param text the text of the file the position is in
   */
  public String render(String text) {
    StringBuilder rendered = new StringBuilder(headline()).append('\n');
    rendered.append(Excerpt.of(text, position));
    hint.ifPresent(help -> rendered.append("  hint: ").append(help).append('\n'));
    return rendered.toString();
  }
}
