package dev.slipway.runner;

/**
 * Turns a regular expression as problem matchers write it (ECMAScript, as .NET reads it) into a
 * Java one.
 *
 * <p>What Java reads differently is escaped: {@code [} and {@code &&} inside a class, a leading
 * {@code ]} there, and braces that are no quantifier.
 */
final class EcmaTranslation {
  private final String source;
  private final StringBuilder java;
  private int at;

  private EcmaTranslation(String source) {
    this.source = source;
    this.java = new StringBuilder(source.length() + 8);
  }

  /** The same expression for {@link java.util.regex.Pattern}; not checked. */
  static String toJava(String source) {
    return new EcmaTranslation(source).translate();
  }

  private String translate() {
    while (at < source.length()) {
      char character = source.charAt(at);
      switch (character) {
        case '\\' -> copyEscape();
        case '[' -> copyClass();
        case '{' -> copyBrace();
        default -> copy();
      }
    }
    return java.toString();
  }

  private void copy() {
    java.append(source.charAt(at++));
  }

  private void copyEscape() {
    copy();
    if (at < source.length()) {
      copy();
    }
  }

  private void copyClass() {
    copy();
    if (at < source.length() && source.charAt(at) == '^') {
      copy();
    }
    if (at < source.length() && source.charAt(at) == ']') {
      java.append('\\');
      copy();
    }
    while (at < source.length() && source.charAt(at) != ']') {
      copyInClass();
    }
    if (at < source.length()) {
      copy();
    }
  }

  private void copyInClass() {
    char character = source.charAt(at);
    if (character == '\\') {
      copyEscape();
      return;
    }
    if (character == '[' || character == '&') {
      java.append('\\');
    }
    copy();
  }

  private void copyBrace() {
    int end = source.indexOf('}', at);
    if (end < 0 || !isQuantifier(source.substring(at + 1, end))) {
      java.append('\\');
    }
    copy();
  }

  private static boolean isQuantifier(String inside) {
    int comma = inside.indexOf(',');
    if (comma < 0) {
      return isNumber(inside);
    }
    String most = inside.substring(comma + 1);
    return isNumber(inside.substring(0, comma)) && (most.isEmpty() || isNumber(most));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(each -> each >= '0' && each <= '9');
  }
}
