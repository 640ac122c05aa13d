package dev.slipway.runner;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Turns a regular expression as problem matchers write it (ECMAScript, as .NET reads it) into a
 * Java one.
 *
 * <p>What Java reads differently is escaped: {@code [} and {@code &&} inside a class, a leading
 * {@code ]} there, and braces that are no quantifier.
 */
final class EcmaRegex {
  private final String source;
  private final StringBuilder java;
  private int at;

  private EcmaRegex(String source) {
    this.source = source;
    this.java = new StringBuilder(source.length() + 8);
  }

  /**
   * Compiles the expression.
   *
   * @throws PatternSyntaxException when Java cannot read it
   */
  static Pattern compile(String source) {
    return Pattern.compile(new EcmaRegex(source).translate(), Pattern.UNIX_LINES);
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
