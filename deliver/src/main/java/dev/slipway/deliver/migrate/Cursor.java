package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tokens of a statement from left to right. Not thread-safe. */
final class Cursor {
  private static final Token NOTHING = new Token(Token.Kind.SIGN, ";", 0);

  private final List<Token> tokens;
  private int at;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  /** The token that is next; a semicolon at the end. */
  Token peek() {
    return atEnd() ? NOTHING : tokens.get(at);
  }

  /** Where the next token begins, or the last one at the end. */
  int place() {
    if (tokens.isEmpty()) {
      return 0;
    }
    return atEnd() ? tokens.getLast().start() : tokens.get(at).start();
  }

  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  void skip() {
    at++;
  }

  /** Steps over these words if they are all next. */
  boolean take(String words) {
    int index = at;
    int from = 0;
    while (from < words.length()) {
      int space = words.indexOf(' ', from);
      int end = space < 0 ? words.length() : space;
      if (index >= tokens.size() || !tokens.get(index).is(words.substring(from, end))) {
        return false;
      }
      index++;
      from = end + 1;
    }
    at = index;
    return true;
  }

  /** Steps over the sign if it is next. */
  boolean takeSign(char sign) {
    if (!atEnd() && tokens.get(at).isSign(sign)) {
      at++;
      return true;
    }
    return false;
  }

  /** Reads a name with its qualifiers, such as {@code public.users}; empty if none is next. */
  Optional<String> name() {
    if (!peek().isName()) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder(next().name());
    while (peek().isSign('.')) {
      skip();
      name.append('.').append(next().name());
    }
    return Optional.of(name.toString());
  }

  /** Reads what stands in the parentheses that are next; empty if none are. */
  List<Token> parenthesised() {
    List<Token> inside = new ArrayList<>();
    if (!takeSign('(')) {
      return inside;
    }
    int depth = 1;
    while (!atEnd()) {
      Token token = next();
      if (token.isSign('(')) {
        depth++;
      } else if (token.isSign(')')) {
        depth--;
      }
      if (depth == 0) {
        return inside;
      }
      inside.add(token);
    }
    return inside;
  }

  /** All that is left. */
  List<Token> rest() {
    List<Token> rest = atEnd() ? List.of() : List.copyOf(tokens.subList(at, tokens.size()));
    at = tokens.size();
    return rest;
  }

  /** Cuts tokens at the commas outside of parentheses. */
  static List<List<Token>> list(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int depth = 0;
    for (Token token : tokens) {
      if (token.isSign('(') || token.isSign('[')) {
        depth++;
      } else if (token.isSign(')') || token.isSign(']')) {
        depth--;
      }
      if (token.isSign(',') && depth == 0) {
        parts.add(List.copyOf(part));
        part.clear();
      } else {
        part.add(token);
      }
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  /** Whether these words stand somewhere in the tokens, one behind the other. */
  static boolean contains(List<Token> tokens, String words) {
    return indexOf(tokens, words) >= 0;
  }

  /** Where these words stand in the tokens; -1 if nowhere. */
  static int indexOf(List<Token> tokens, String words) {
    for (int index = 0; index < tokens.size(); index++) {
      Cursor cursor = new Cursor(tokens);
      cursor.at = index;
      if (cursor.take(words)) {
        return index;
      }
    }
    return -1;
  }
}
