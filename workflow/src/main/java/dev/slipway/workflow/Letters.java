package dev.slipway.workflow;

/**
 * Comparison of strings letter by letter without regard to case, as .NET's {@code
 * OrdinalIgnoreCase}: simple upper case of each UTF-16 unit, no locale, and the dotless {@code ı}
 * stays itself.
 */
final class Letters {
  private static final char DOTLESS_I = '\u0131';

  private Letters() {}

  static boolean same(String left, String right) {
    return left.length() == right.length() && startsWith(left, right, 0);
  }

  static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      int difference = upper(left.charAt(i)) - upper(right.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return left.length() - right.length();
  }

  static boolean contains(String text, String part) {
    for (int at = 0; at <= text.length() - part.length(); at++) {
      if (startsWith(text, part, at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code part} stands in {@code text} at this offset. */
  static boolean startsWith(String text, String part, int offset) {
    if (offset < 0 || offset + part.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      char left = text.charAt(offset + i);
      char right = part.charAt(i);
      if (left != right && upper(left) != upper(right)) {
        return false;
      }
    }
    return true;
  }

  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** What equals for two strings that are the same without regard to case. */
  static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (upper(text.charAt(i)) != text.charAt(i)) {
        char[] folded = text.toCharArray();
        for (int k = i; k < folded.length; k++) {
          folded[k] = upper(folded[k]);
        }
        return new String(folded);
      }
    }
    return text;
  }

  private static char upper(char c) {
    if (c == DOTLESS_I) {
      return c;
    }
    return Character.toUpperCase(c);
  }
}
