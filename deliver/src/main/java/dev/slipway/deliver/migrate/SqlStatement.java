package dev.slipway.deliver.migrate;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a script.
 *
 * @param sql as written, without the semicolon and the comments around it
 * @param tokens what it consists of, without comments and semicolon
 * @param comments the comments before it, within it and behind it on its last line
 * @param copyData the lines that follow a COPY FROM STDIN
 */
record SqlStatement(
    String sql, List<Token> tokens, List<Token> comments, Optional<String> copyData) {
  SqlStatement {
    tokens = List.copyOf(tokens);
    comments = List.copyOf(comments);
  }

  /** Where it begins in the text, in UTF-16 units. */
  int start() {
    return tokens.getFirst().start();
  }

  /** A cursor before the first token. */
  Cursor cursor() {
    return new Cursor(tokens);
  }

  /** Whether it begins with these words. */
  boolean startsWith(String words) {
    return cursor().take(words);
  }

  /** The first words, for a person: the statement on one line, cut to a length. */
  String shown(int length) {
    String line = sql.replaceAll("\\s+", " ");
    return line.length() <= length ? line : line.substring(0, length - 1) + "…";
  }
}
