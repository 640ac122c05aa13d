package dev.slipway.document;

import dev.slipway.document.Node.Kind;

/**
 * The core schema of YAML 1.2 (section 10.3): which type a plain scalar has. Hand-written rather
 * than by regular expressions, since it runs once for every scalar of every file.
 */
final class CoreSchema {
  private CoreSchema() {}

  static Kind resolve(String text) {
    if (text.isEmpty()) {
      return Kind.NULL;
    }
    return switch (text.charAt(0)) {
      case 'n', 'N', '~' -> isNull(text) ? Kind.NULL : Kind.STRING;
      case 't', 'T', 'f', 'F' -> isBool(text) ? Kind.BOOL : Kind.STRING;
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.' -> number(text);
      default -> Kind.STRING;
    };
  }

  static boolean isNull(String text) {
    return switch (text) {
      case "", "null", "Null", "NULL", "~" -> true;
      default -> false;
    };
  }

  static boolean isBool(String text) {
    return isTrue(text) || text.equals("false") || text.equals("False") || text.equals("FALSE");
  }

  static boolean isTrue(String text) {
    return text.equals("true") || text.equals("True") || text.equals("TRUE");
  }

  static boolean isInt(String text) {
    return number(text) == Kind.INT;
  }

  static boolean isFloat(String text) {
    return number(text) != Kind.STRING;
  }

  private static Kind number(String text) {
    if (text.startsWith("0x")) {
      return digitsFrom(text, 2, 16) ? Kind.INT : Kind.STRING;
    }
    if (text.startsWith("0o")) {
      return digitsFrom(text, 2, 8) ? Kind.INT : Kind.STRING;
    }
    int start = signLength(text);
    if (digitsFrom(text, start, 10)) {
      return Kind.INT;
    }
    if (isSpecial(text, start) || isDecimal(text, start)) {
      return Kind.FLOAT;
    }
    return Kind.STRING;
  }

  private static int signLength(String text) {
    boolean signed = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-');
    return signed ? 1 : 0;
  }

  private static boolean isSpecial(String text, int start) {
    return switch (text.substring(start)) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> start == 0;
      default -> false;
    };
  }

  private static boolean isDecimal(String text, int start) {
    int whole = skipDigits(text, start);
    int at = whole;
    int fraction = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = skipDigits(text, at + 1);
      fraction = end - at - 1;
      at = end;
    }
    if (whole == start && fraction == 0) {
      return false;
    }
    return at == text.length() || isExponent(text, at);
  }

  private static boolean isExponent(String text, int start) {
    if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
      return false;
    }
    int at = start + 1;
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
    }
    return digitsFrom(text, at, 10);
  }

  private static boolean digitsFrom(String text, int start, int radix) {
    for (int index = start; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character > 'f' || Character.digit(character, radix) < 0) {
        return false;
      }
    }
    return start < text.length();
  }

  private static int skipDigits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** The value of a text for which {@link #isInt} holds; beyond 2^53 the nearest double. */
  static double integer(String text) {
    if (text.startsWith("0x")) {
      return radix(text, 16);
    }
    if (text.startsWith("0o")) {
      return radix(text, 8);
    }
    double value = Double.parseDouble(text);
    // An integer has no negative zero.
    return value == 0 ? 0 : value;
  }

  private static double radix(String text, int radix) {
    double value = 0;
    for (int index = 2; index < text.length(); index++) {
      value = value * radix + Character.digit(text.charAt(index), radix);
    }
    return value;
  }

  /** The value of a text for which {@link #isFloat} holds. */
  static double decimal(String text) {
    int start = signLength(text);
    if (!isSpecial(text, start)) {
      return isInt(text) ? integer(text) : Double.parseDouble(text);
    }
    if (text.charAt(text.length() - 1) == 'n' || text.charAt(text.length() - 1) == 'N') {
      return Double.NaN;
    }
    return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
