package dev.slipway.cli;

/** Measures and cuts text by the columns a terminal gives it; style sequences take none. */
final class Columns {
  private static final char ESCAPE = '\u001b';

  private Columns() {}

  /** How many columns the text takes. */
  static int width(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == ESCAPE) {
        at = endOfSequence(text, at);
        continue;
      }
      int point = text.codePointAt(at);
      width += width(point);
      at += Character.charCount(point);
    }
    return width;
  }

  /** The text with spaces behind it up to that width. */
  static String pad(String text, int width) {
    int missing = width - width(text);
    if (missing <= 0) {
      return text;
    }
    return text + " ".repeat(missing);
  }

  /** The text with spaces before it up to that width. */
  static String padLeft(String text, int width) {
    int missing = width - width(text);
    if (missing <= 0) {
      return text;
    }
    return " ".repeat(missing) + text;
  }

  /** The text, cut with the ellipsis at its end if it takes more than that width. */
  static String fit(String text, int width, String ellipsis) {
    if (width(text) <= width) {
      return text;
    }
    int room = Math.max(0, width - width(ellipsis));
    StringBuilder cut = new StringBuilder(text.length());
    boolean styled = false;
    int used = 0;
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == ESCAPE) {
        int end = endOfSequence(text, at);
        cut.append(text, at, end);
        styled = true;
        at = end;
        continue;
      }
      int point = text.codePointAt(at);
      if (used + width(point) > room) {
        break;
      }
      used += width(point);
      cut.appendCodePoint(point);
      at += Character.charCount(point);
    }
    cut.append(ellipsis);
    if (styled) {
      cut.append("\u001b[0m");
    }
    return cut.toString();
  }

  /**
   * A line of a program's output made safe to show inside a view: what follows the last carriage
   * return, tabs as spaces, no control characters and no escape sequences.
   */
  static String plain(String line) {
    int start = line.stripTrailing().lastIndexOf('\r') + 1;
    StringBuilder plain = new StringBuilder(line.length());
    for (int at = start; at < line.length(); ) {
      char character = line.charAt(at);
      if (character == ESCAPE) {
        at = endOfSequence(line, at);
        continue;
      }
      if (character == '\t') {
        plain.repeat(' ', 4 - plain.length() % 4);
      } else if (character >= ' '
          && character != 0x7f
          && !(character >= 0x80 && character < 0xa0)) {
        plain.append(character);
      }
      at++;
    }
    return plain.toString();
  }

  /**
   * ECMA-48: a control sequence ends with a byte of 0x40 to 0x7e, a command string with BEL or ST.
   */
  private static int endOfSequence(String text, int start) {
    int at = start + 1;
    if (at >= text.length()) {
      return at;
    }
    return switch (text.charAt(at)) {
      case '[' -> endOfControl(text, at + 1);
      case ']', 'P', '^', '_' -> endOfString(text, at + 1);
      default -> at + 1;
    };
  }

  private static int endOfControl(String text, int start) {
    int at = start;
    while (at < text.length() && (text.charAt(at) < 0x40 || text.charAt(at) > 0x7e)) {
      at++;
    }
    return Math.min(text.length(), at + 1);
  }

  private static int endOfString(String text, int start) {
    for (int at = start; at < text.length(); at++) {
      if (text.charAt(at) == '\u0007') {
        return at + 1;
      }
      if (text.charAt(at) == ESCAPE) {
        return Math.min(text.length(), at + 2);
      }
    }
    return text.length();
  }

  private static int width(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    if (isWide(point)) {
      return 2;
    }
    return 1;
  }

  /** The wide blocks of Unicode's East Asian Width, and the pictographs. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
