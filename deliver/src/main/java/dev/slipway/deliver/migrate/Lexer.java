package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts an SQL text into tokens; white space is what is left out. Not thread-safe.
 *
 * <p>Source: PostgreSQL documentation, "Lexical Structure". Strings are read as with {@code
 * standard_conforming_strings = on}, the only mode since PostgreSQL 9.1 that Slipway supports.
 */
final class Lexer {
  private static final String SIGNS = "(),.;:[]";
  private static final String OPERATORS = "+-*/<>=~!@#%^&|`?{}";

  private final String text;
  private final Dialect dialect;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private Optional<Unfinished> unfinished = Optional.empty();

  /**
   * Something that is not closed before the text ends.
   *
   * @param what in words
   * @param start where it begins
   */
  record Unfinished(String what, int start) {}

  Lexer(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  /** The tokens to the end of the text, comments among them. */
  List<Token> tokens() {
    StatementShape shape = new StatementShape(dialect);
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      Token token = next();
      tokens.add(token);
      if (shape.endsWith(token) && shape.takesCopyData()) {
        copyData();
      }
    }
    return tokens;
  }

  /** What the text leaves open, if anything; known once the tokens are. */
  Optional<Unfinished> unfinished() {
    return unfinished;
  }

  private Token next() {
    char first = text.charAt(at);
    int start = at;
    if (text.startsWith("--", at)) {
      return token(Token.Kind.COMMENT, start, endOfLine(at));
    }
    if (text.startsWith("/*", at)) {
      return token(Token.Kind.COMMENT, start, endOfBlockComment());
    }
    if (first == '\'') {
      return token(Token.Kind.STRING, start, endOfQuoted(at, '\'', false));
    }
    if (first == '"' || (dialect == Dialect.SQLITE && first == '`')) {
      return token(Token.Kind.NAME, start, endOfQuoted(at, first, false));
    }
    if (first == '$') {
      return dollar();
    }
    if (isNameStart(first)) {
      return word();
    }
    if (isDigit(first) || (first == '.' && isDigit(peek(1)))) {
      return token(Token.Kind.NUMBER, start, endOfNumber());
    }
    if (first == '\\') {
      return token(Token.Kind.META_COMMAND, start, endOfLine(at));
    }
    if (SIGNS.indexOf(first) < 0 && OPERATORS.indexOf(first) >= 0) {
      return token(Token.Kind.OPERATOR, start, endOfOperator());
    }
    return token(Token.Kind.SIGN, start, at + 1);
  }

  private Token token(Token.Kind kind, int start, int end) {
    at = end;
    return new Token(kind, text.substring(start, end), start);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int endOfBlockComment() {
    int depth = 1;
    int end = at + 2;
    while (end < text.length()) {
      if (text.startsWith("*/", end)) {
        end += 2;
        depth--;
        if (depth == 0) {
          return end;
        }
      } else if (dialect == Dialect.POSTGRESQL && text.startsWith("/*", end)) {
        end += 2;
        depth++;
      } else {
        end++;
      }
    }
    return unclosed("comment");
  }

  /** Behind the closing quote; doubled quotes and, if wanted, backslashes stay inside. */
  private int endOfQuoted(int open, char quote, boolean backslashes) {
    int end = open + 1;
    while (end < text.length()) {
      char character = text.charAt(end);
      if (character == '\\' && backslashes) {
        end += 2;
      } else if (character != quote) {
        end++;
      } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    return unclosed(quote == '\'' ? "string" : "quoted name");
  }

  private Token dollar() {
    int end = at + 1;
    if (isDigit(peek(1))) {
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      return token(Token.Kind.NUMBER, at, end);
    }
    while (end < text.length() && text.charAt(end) != '$' && isNamePart(text.charAt(end))) {
      end++;
    }
    if (dialect == Dialect.SQLITE || end >= text.length() || text.charAt(end) != '$') {
      return token(Token.Kind.SIGN, at, at + 1);
    }
    String tag = text.substring(at, end + 1);
    int close = text.indexOf(tag, end + 1);
    if (close < 0) {
      return token(Token.Kind.STRING, at, unclosed("dollar-quoted string " + tag));
    }
    return token(Token.Kind.STRING, at, close + tag.length());
  }

  private Token word() {
    int start = at;
    char first = Character.toLowerCase(text.charAt(at));
    boolean prefixes = dialect == Dialect.POSTGRESQL;
    if (prefixes && peek(1) == '\'' && "ebxn".indexOf(first) >= 0) {
      return token(Token.Kind.STRING, start, endOfQuoted(at + 1, '\'', first == 'e'));
    }
    if (prefixes && first == 'u' && peek(1) == '&' && peek(2) == '\'') {
      return token(Token.Kind.STRING, start, endOfQuoted(at + 2, '\'', false));
    }
    if (prefixes && first == 'u' && peek(1) == '&' && peek(2) == '"') {
      return token(Token.Kind.NAME, start, endOfQuoted(at + 2, '"', false));
    }
    int end = at + 1;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return token(Token.Kind.WORD, start, end);
  }

  private int endOfNumber() {
    int end = at;
    while (end < text.length()) {
      char character = text.charAt(end);
      boolean exponentSign =
          (character == '+' || character == '-')
              && Character.toLowerCase(text.charAt(end - 1)) == 'e'
              && !text.startsWith("0x", at);
      // "1..2" is a range of PL/pgSQL, not a number.
      boolean range = character == '.' && end + 1 < text.length() && text.charAt(end + 1) == '.';
      if (range || !(Character.isLetterOrDigit(character) || "._".indexOf(character) >= 0)) {
        if (!exponentSign || end == at) {
          return end;
        }
      }
      end++;
    }
    return end;
  }

  private int endOfOperator() {
    int end = at;
    while (end < text.length() && OPERATORS.indexOf(text.charAt(end)) >= 0) {
      if (end > at && (text.startsWith("--", end) || text.startsWith("/*", end))) {
        return end;
      }
      end++;
    }
    return end;
  }

  /** The lines from the next one to {@code \.}, as psql reads them. */
  private void copyData() {
    int start = endOfLine(at);
    restOfCopyLine(start);
    start = Math.min(text.length(), text.startsWith("\r\n", start) ? start + 2 : start + 1);
    int line = start;
    while (line < text.length()) {
      int end = endOfLine(line);
      if (end - line == 2 && text.startsWith("\\.", line)) {
        tokens.add(new Token(Token.Kind.COPY_DATA, text.substring(start, line), start));
        at = end;
        return;
      }
      line = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }
    unfinished = unfinished.or(() -> Optional.of(new Unfinished("COPY data", at)));
    tokens.add(new Token(Token.Kind.COPY_DATA, text.substring(start), start));
    at = text.length();
  }

  private void restOfCopyLine(int end) {
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < end) {
      boolean comment = text.startsWith("--", at);
      tokens.add(token(comment ? Token.Kind.COMMENT : Token.Kind.STRAY, at, end));
    }
  }

  private int unclosed(String what) {
    int start = at;
    unfinished = unfinished.or(() -> Optional.of(new Unfinished(what, start)));
    return text.length();
  }

  private static boolean isNameStart(char character) {
    return Character.isLetter(character) || character == '_' || character >= 0x80;
  }

  private static boolean isNamePart(char character) {
    return isNameStart(character) || isDigit(character) || character == '$';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
