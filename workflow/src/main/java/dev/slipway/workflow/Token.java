package dev.slipway.workflow;

/** A word of an expression. */
record Token(Type type, String text, int offset, Value value) {
  enum Type {
    OPEN_PARENTHESIS,
    CLOSE_PARENTHESIS,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    COMMA,
    DOT,
    STAR,
    OPERATOR,
    LITERAL,
    WORD,
    END
  }

  Token(Type type, String text, int offset) {
    this(type, text, offset, Value.none());
  }

  boolean is(Type wanted) {
    return type == wanted;
  }
}
