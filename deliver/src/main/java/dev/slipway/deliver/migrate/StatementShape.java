package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tokens of a text and says where each statement ends: at a semicolon outside of
 * parentheses and of a body. Not thread-safe.
 *
 * <p>A body is {@code BEGIN ATOMIC ... END} of a function and {@code BEGIN ... END} of SQLite's
 * triggers; {@code CASE ... END} nests in it.
 */
final class StatementShape {
  private static final int MOST_HEAD_WORDS = 8;

  private final Dialect dialect;
  private final List<Token> head = new ArrayList<>();
  private int parentheses;
  private int blocks;
  private boolean fresh = true;
  private boolean fromStdin;
  private @Nullable Token previous;

  StatementShape(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Takes the next token; true when it ends the statement. */
  boolean endsWith(Token token) {
    if (token.kind() == Token.Kind.COMMENT || token.kind() == Token.Kind.META_COMMAND) {
      return false;
    }
    if (fresh) {
      reset();
    }
    if (token.kind() == Token.Kind.WORD && head.size() < MOST_HEAD_WORDS) {
      head.add(token);
    }
    if (token.isSign('(')) {
      parentheses++;
    } else if (token.isSign(')')) {
      parentheses = Math.max(0, parentheses - 1);
    } else if (token.kind() == Token.Kind.WORD) {
      word(token);
    }
    fresh = token.isSign(';') && parentheses == 0 && blocks == 0;
    previous = token;
    return fresh;
  }

  /** Whether the statement that just ended is followed by lines of data. */
  boolean takesCopyData() {
    return dialect == Dialect.POSTGRESQL && fromStdin;
  }

  private void reset() {
    head.clear();
    parentheses = 0;
    blocks = 0;
    fromStdin = false;
    previous = null;
  }

  private void word(Token token) {
    boolean qualified = previous != null && previous.isSign('.');
    if (qualified) {
      return;
    }
    if (opensBody(token) || (blocks > 0 && token.is("case"))) {
      blocks++;
    } else if (blocks > 0 && token.is("end")) {
      blocks--;
    } else if (token.is("stdin") && previous != null && previous.is("from")) {
      fromStdin = head.getFirst().is("copy");
    }
  }

  private boolean opensBody(Token token) {
    if (!head.getFirst().is("create")) {
      return false;
    }
    if (dialect == Dialect.SQLITE) {
      return token.is("begin") && head.stream().anyMatch(word -> word.is("trigger"));
    }
    boolean routine = head.stream().anyMatch(word -> word.is("function") || word.is("procedure"));
    return routine && token.is("atomic") && previous != null && previous.is("begin");
  }
}
