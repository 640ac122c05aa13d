package dev.slipway.deliver.migrate;

import java.util.Locale;

/**
 * A word, literal, sign or comment of an SQL text.
 *
 * @param text as written
 * @param start where it begins in the text, in UTF-16 units
 */
record Token(Kind kind, String text, int start) {
  /** What a token is. */
  enum Kind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in quotes. */
    NAME,
    /** A string of any form. */
    STRING,
    NUMBER,
    /** A parenthesis, comma, dot, bracket, colon or semicolon. */
    SIGN,
    OPERATOR,
    COMMENT,
    /** A line that only psql understands. */
    META_COMMAND,
    /** What stands behind a COPY FROM STDIN on its line, where its data cannot begin. */
    STRAY,
    /** The lines of a COPY FROM STDIN, without the line that ends them. */
    COPY_DATA
  }

  int end() {
    return start + text.length();
  }

  /** Whether it is this keyword, in any case. */
  boolean is(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  boolean isSign(char sign) {
    return kind == Kind.SIGN && text.charAt(0) == sign;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }

  /** The name as the catalogue holds it: folded to lower case unless quoted. */
  String name() {
    if (kind == Kind.NAME) {
      int quote = text.indexOf('"');
      if (quote >= 0) {
        return text.substring(quote + 1, text.length() - 1).replace("\"\"", "\"");
      }
      return text.substring(1, text.length() - 1);
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
