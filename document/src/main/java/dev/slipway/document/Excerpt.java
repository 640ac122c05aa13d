package dev.slipway.document;

/**
 * The line a position is in, with a caret under the column. A long line is cut around the caret;
 * tabs become spaces and unprintable characters dots, so that the caret stands right.
 */
public final class Excerpt {
  private static final int WIDTH = 100;
  private static final int TAB = 4;

  private Excerpt() {}

  /**
   * Two lines, each ending with a line feed: the source line behind its number, and the caret.
   * Empty for a whole-file position and for a line the text does not have.
   */
  public static String of(String text, Position position) {
    if (position.isWholeFile()) {
      return "";
    }
    String line = line(text, position.line());
    if (line == null) {
      return "";
    }
    StringBuilder shown = new StringBuilder();
    int caret = expand(line, position.column() - 1, shown);
    int from = Math.max(0, Math.min(caret - WIDTH / 2, shown.length() - WIDTH));
    int to = Math.min(shown.length(), from + WIDTH);
    String before = from > 0 ? "…" : "";
    String after = to < shown.length() ? "…" : "";
    String gutter = " ".repeat(Math.max(0, 5 - digits(position.line()))) + position.line() + " | ";
    String source = gutter + before + shown.substring(from, to) + after;
    String pointer = " ".repeat(5) + " | " + " ".repeat(before.length() + caret - from) + "^";
    return source.stripTrailing() + "\n" + pointer + "\n";
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  /** Appends the printable form of the line; answers at which offset the column stands in it. */
  private static int expand(String line, int column, StringBuilder shown) {
    int caret = -1;
    int seen = 0;
    for (int index = 0; index < line.length(); seen++) {
      if (seen == column) {
        caret = shown.length();
      }
      int codePoint = line.codePointAt(index);
      index += Character.charCount(codePoint);
      if (codePoint == '\t') {
        shown.repeat(' ', TAB);
      } else if (isPrintable(codePoint)) {
        shown.append((char) codePoint);
      } else {
        shown.append('·');
      }
    }
    return caret < 0 ? shown.length() : caret;
  }

  private static boolean isPrintable(int codePoint) {
    // A character beyond the basic plane would take two char of the line and one of the column.
    return Character.isBmpCodePoint(codePoint)
        && !Character.isISOControl(codePoint)
        && !Character.isSurrogate((char) codePoint)
        && Character.getType(codePoint) != Character.FORMAT;
  }

  private static @org.jspecify.annotations.Nullable String line(String text, int number) {
    int start = 0;
    for (int line = 1; line < number; line++) {
      start = nextLine(text, start);
      if (start < 0) {
        return null;
      }
    }
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(start, end);
  }

  private static int nextLine(String text, int start) {
    for (int index = start; index < text.length(); index++) {
      if (text.charAt(index) == '\n') {
        return index + 1;
      }
      if (text.charAt(index) == '\r') {
        boolean pair = index + 1 < text.length() && text.charAt(index + 1) == '\n';
        return pair ? index + 2 : index + 1;
      }
    }
    return -1;
  }
}
