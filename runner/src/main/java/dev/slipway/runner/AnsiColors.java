package dev.slipway.runner;

/**
 * Removes the sequences that colour text or erase a line on a terminal ({@code ESC [ n;n m}, {@code
 * K}).
 */
final class AnsiColors {
  private static final char ESCAPE = '\u001b';

  private AnsiColors() {}

  static String strip(String text) {
    int escape = text.indexOf(ESCAPE);
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    while (escape >= 0) {
      plain.append(text, from, escape);
      from = end(text, escape);
      if (from == escape) {
        plain.append(ESCAPE);
        from++;
      }
      escape = text.indexOf(ESCAPE, from);
    }
    return plain.append(text, from, text.length()).toString();
  }

  /** Behind the sequence at that place; the place itself when there is none. */
  private static int end(String text, int escape) {
    int at = escape + 1;
    if (at >= text.length() || text.charAt(at) != '[') {
      return escape;
    }
    at++;
    while (at < text.length() && isParameter(text.charAt(at))) {
      at++;
    }
    boolean closed = at < text.length() && (text.charAt(at) == 'm' || text.charAt(at) == 'K');
    return closed ? at + 1 : escape;
  }

  private static boolean isParameter(char each) {
    return (each >= '0' && each <= '9') || each == ';';
  }
}
