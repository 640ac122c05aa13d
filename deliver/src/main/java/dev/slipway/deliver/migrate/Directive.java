package dev.slipway.deliver.migrate;

import java.util.Optional;

/**
 * A comment that speaks to Slipway: {@code -- slipway:word rest}.
 *
 * @param word what it asks for
 * @param rest what stands behind it, may be empty
 * @param start where the comment begins in the text
 */
record Directive(String word, String rest, int start) {
  private static final String PREFIX = "slipway:";

  /** The directive a comment holds, if it is one. */
  static Optional<Directive> of(Token comment) {
    String text = comment.text();
    String inner = text.substring(2);
    if (text.startsWith("/*")) {
      inner = inner.endsWith("*/") ? inner.substring(0, inner.length() - 2) : inner;
    }
    inner = inner.strip();
    if (!inner.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String line = inner.substring(PREFIX.length()).strip();
    int space = 0;
    while (space < line.length() && !Character.isWhitespace(line.charAt(space))) {
      space++;
    }
    return Optional.of(
        new Directive(line.substring(0, space), line.substring(space).strip(), comment.start()));
  }

  /** The first word behind it. */
  String firstArgument() {
    return rest.split("\\s+", 2)[0];
  }

  /** What follows the first word behind it. */
  String reason() {
    String[] parts = rest.split("\\s+", 2);
    return parts.length < 2 ? "" : parts[1].strip();
  }
}
