package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the source of an expression into words. */
final class Lexer {
  /** The longest expression GitHub reads, in UTF-16 units. */
  static final int LONGEST = 21_000;

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  /** All words of the source, the last one of type END. */
  static List<Token> read(String source) {
    if (source.length() > LONGEST) {
      throw new ExpressionException(
          ExpressionException.Kind.LEXING, "Exceeded max expression length " + LONGEST);
    }
    return new Lexer(source).read();
  }

  private List<Token> read() {
    while (true) {
      while (at < source.length() && Letters.isSpace(source.charAt(at))) {
        at++;
      }
      if (at >= source.length()) {
        tokens.add(new Token(Token.Type.END, "", at));
        return tokens;
      }
      readWord(source.charAt(at));
    }
  }

  private void readWord(char c) {
    switch (c) {
      case '(' -> symbol(Token.Type.OPEN_PARENTHESIS);
      case ')' -> symbol(Token.Type.CLOSE_PARENTHESIS);
      case '[' -> symbol(Token.Type.OPEN_BRACKET);
      case ']' -> symbol(Token.Type.CLOSE_BRACKET);
      case ',' -> symbol(Token.Type.COMMA);
      case '*' -> symbol(Token.Type.STAR);
      case '.' -> readDot();
      case '\'' -> readString();
      case '!', '=', '<', '>', '&', '|' -> readOperator(c);
      case '-', '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber();
      default -> readName();
    }
  }

  private void symbol(Token.Type type) {
    tokens.add(new Token(type, source.substring(at, at + 1), at));
    at++;
  }

  /** A dot begins a number where a value may begin, and a property everywhere else. */
  private void readDot() {
    boolean beginsValue =
        tokens.isEmpty()
            || switch (tokens.getLast().type()) {
              case COMMA, OPEN_PARENTHESIS, OPEN_BRACKET, OPERATOR -> true;
              case CLOSE_PARENTHESIS, CLOSE_BRACKET, DOT, STAR, LITERAL, WORD, END -> false;
            };
    if (beginsValue) {
      readNumber();
    } else {
      symbol(Token.Type.DOT);
    }
  }

  private void readNumber() {
    int start = at;
    at++;
    while (at < source.length() && (!isBoundary(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
    String text = source.substring(start, at);
    double number = Numbers.parse(text);
    if (Double.isNaN(number)) {
      throw unexpected(text, start);
    }
    tokens.add(new Token(Token.Type.LITERAL, text, start, Value.of(number)));
  }

  private void readString() {
    int start = at;
    at++;
    StringBuilder value = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\'') {
        if (at >= source.length() || source.charAt(at) != '\'') {
          String text = source.substring(start, at);
          tokens.add(new Token(Token.Type.LITERAL, text, start, Value.of(value.toString())));
          return;
        }
        at++;
      }
      value.append(c);
    }
    throw unexpected(source.substring(start), start);
  }

  private void readOperator(char first) {
    int start = at;
    at++;
    char second = at < source.length() ? source.charAt(at) : '\0';
    boolean doubled =
        switch (first) {
          case '&', '|' -> second == first;
          default -> second == '=';
        };
    if (doubled) {
      at++;
    } else if (first == '=' || first == '&' || first == '|') {
      skipToBoundary();
      throw unexpected(source.substring(start, at), start);
    }
    tokens.add(new Token(Token.Type.OPERATOR, source.substring(start, at), start));
  }

  private void readName() {
    int start = at;
    at++;
    skipToBoundary();
    String text = source.substring(start, at);
    if (!isName(text)) {
      throw unexpected(text, start);
    }
    boolean property = !tokens.isEmpty() && tokens.getLast().is(Token.Type.DOT);
    Value keyword = property ? null : keyword(text);
    if (keyword == null) {
      tokens.add(new Token(Token.Type.WORD, text, start));
    } else {
      tokens.add(new Token(Token.Type.LITERAL, text, start, keyword));
    }
  }

  private static @Nullable Value keyword(String text) {
    return switch (text) {
      case "null" -> Value.none();
      case "true" -> Value.of(true);
      case "false" -> Value.of(false);
      case "NaN" -> Value.of(Double.NaN);
      case "Infinity" -> Value.of(Double.POSITIVE_INFINITY);
      default -> null;
    };
  }

  private void skipToBoundary() {
    while (at < source.length() && !isBoundary(source.charAt(at))) {
      at++;
    }
  }

  private ExpressionException unexpected(String text, int offset) {
    return ExpressionException.at(
        ExpressionException.Kind.LEXING, "Unexpected symbol", text, offset, source);
  }

  private static boolean isBoundary(char c) {
    return switch (c) {
      case '(', ')', '[', ']', ',', '.', '!', '>', '<', '=', '&', '|' -> true;
      default -> Letters.isSpace(c);
    };
  }

  /**
   * Whether the text may stand after a dot: a letter or underscore, then also digits and dashes.
   */
  static boolean isName(String text) {
    if (text.isEmpty() || !isNameStart(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isNameStart(c) && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
