package dev.slipway.workflow;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How numbers are read and written: as GitHub's runner does, which is .NET's {@code G15} format and
 * JavaScript's {@code Number()} with hexadecimal and octal limited to 32 bits.
 */
final class Numbers {
  private static final int DIGITS = 15;
  private static final int SMALLEST_FIXED_EXPONENT = -5;

  private Numbers() {}

  /**
   * At most 15 significant digits, no trailing zeros, an exponent from 1E+15 on and below 1E-05.
   */
  static String format(double number) {
    if (number == 0) {
      return "0";
    }
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    BigDecimal rounded =
        new BigDecimal(number)
            .round(new MathContext(DIGITS, RoundingMode.HALF_UP))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= SMALLEST_FIXED_EXPONENT + 1 && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    return scientific(rounded, exponent);
  }

  private static String scientific(BigDecimal number, int exponent) {
    String digits = number.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(24);
    if (number.signum() < 0) {
      text.append('-');
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('E').append(exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    if (magnitude < 10) {
      text.append('0');
    }
    return text.append(magnitude).toString();
  }

  /** The number a string stands for: 0 when blank, NaN when it is none. */
  static double parse(String text) {
    String trimmed = trim(text);
    if (trimmed.isEmpty()) {
      return 0;
    }
    if (isDecimal(trimmed)) {
      return Double.parseDouble(trimmed);
    }
    if (trimmed.length() > 2 && trimmed.charAt(0) == '0') {
      return parsePrefixed(trimmed);
    }
    return switch (trimmed) {
      case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  private static double parsePrefixed(String text) {
    int radix =
        switch (text.charAt(1)) {
          case 'x' -> 16;
          case 'o' -> 8;
          default -> 0;
        };
    if (radix == 0) {
      return Double.NaN;
    }
    long value = 0;
    for (int i = 2; i < text.length(); i++) {
      int digit = asciiDigit(text.charAt(i), radix);
      if (digit < 0) {
        return Double.NaN;
      }
      value = value * radix + digit;
      if (value > 0xFFFF_FFFFL) {
        return Double.NaN;
      }
    }
    // 32 bits, signed: 0xFFFFFFFF is -1 there.
    return (int) value;
  }

  private static int asciiDigit(char c, int radix) {
    return c < 128 ? Character.digit(c, radix) : -1;
  }

  private static boolean isDecimal(String text) {
    int at = skipSign(text, 0);
    int afterWhole = skipDigits(text, at);
    int digits = afterWhole - at;
    at = afterWhole;
    if (at < text.length() && text.charAt(at) == '.') {
      int afterFraction = skipDigits(text, at + 1);
      digits += afterFraction - at - 1;
      at = afterFraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = skipSign(text, at + 1);
      int end = skipDigits(text, exponent);
      return end > exponent && end == text.length();
    }
    return at == text.length();
  }

  private static int skipSign(String text, int at) {
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      return at + 1;
    }
    return at;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && Letters.isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && Letters.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
