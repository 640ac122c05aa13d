package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements of an SQL file in order, and what keeps it from being read.
 *
 * @param file the name a person knows the file by
 * @param comments the comments that belong to no statement: those behind the last one
 * @param problems why the file cannot be run, each an error
 */
record SqlScript(
    String file,
    String text,
    List<SqlStatement> statements,
    List<Token> comments,
    List<Problem> problems) {
  SqlScript {
    statements = List.copyOf(statements);
    comments = List.copyOf(comments);
    problems = List.copyOf(problems);
  }

  /** Reads a file; never fails. */
  static SqlScript read(String file, String text, Dialect dialect) {
    Lexer lexer = new Lexer(text, dialect);
    List<Token> tokens = lexer.tokens();
    List<Problem> problems = new ArrayList<>();
    lexer
        .unfinished()
        .ifPresent(
            open ->
                problems.add(
                    Problem.error(
                        position(file, text, open.start()),
                        "unfinished",
                        "This " + open.what() + " is not closed before the file ends")));
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.META_COMMAND) {
        problems.add(
            Problem.error(
                    position(file, text, token.start()),
                    "psql-command",
                    "'" + token.text().strip() + "' is a command of psql, not SQL")
                .withHint("remove the line; it does nothing on the server"));
      } else if (token.kind() == Token.Kind.STRAY) {
        problems.add(
            Problem.error(
                position(file, text, token.start()),
                "behind-copy",
                "The data of COPY begins on the next line; what is this?"));
      }
    }
    return new Splitting(file, text, dialect).split(tokens, problems);
  }

  /** The place of an offset of the text. */
  Position position(int offset) {
    return position(file, text, offset);
  }

  private static Position position(String file, String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int index = 0; index < offset; index++) {
      if (text.charAt(index) == '\n') {
        line++;
        lineStart = index + 1;
      }
    }
    return new Position(file, line, text.codePointCount(lineStart, offset) + 1);
  }

  /** The work of cutting the tokens of one file. */
  private static final class Splitting {
    private final String file;
    private final String text;
    private final StatementShape shape;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<Token> comments = new ArrayList<>();

    Splitting(String file, String text, Dialect dialect) {
      this.file = file;
      this.text = text;
      this.shape = new StatementShape(dialect);
    }

    SqlScript split(List<Token> all, List<Problem> problems) {
      for (Token token : all) {
        if (token.kind() == Token.Kind.COPY_DATA) {
          giveLast(last -> withData(last, token.text()));
        } else if (token.kind() == Token.Kind.COMMENT) {
          comment(token);
        } else if (token.kind() != Token.Kind.META_COMMAND && token.kind() != Token.Kind.STRAY) {
          take(token);
        }
      }
      finish();
      return new SqlScript(file, text, statements, comments, problems);
    }

    private void take(Token token) {
      if (shape.endsWith(token)) {
        finish();
      } else {
        tokens.add(token);
      }
    }

    /** A comment behind a statement on its last line belongs to it, any other to the next one. */
    private void comment(Token comment) {
      if (tokens.isEmpty() && comments.isEmpty() && !statements.isEmpty()) {
        int from = statements.getLast().tokens().getLast().end();
        if (text.substring(from, comment.start()).indexOf('\n') < 0) {
          giveLast(last -> withComment(last, comment));
          return;
        }
      }
      comments.add(comment);
    }

    private void giveLast(java.util.function.UnaryOperator<SqlStatement> change) {
      if (!statements.isEmpty()) {
        statements.add(change.apply(statements.removeLast()));
      }
    }

    private static SqlStatement withData(SqlStatement statement, String data) {
      return new SqlStatement(
          statement.sql(), statement.tokens(), statement.comments(), Optional.of(data));
    }

    private static SqlStatement withComment(SqlStatement statement, Token comment) {
      List<Token> more = new ArrayList<>(statement.comments());
      more.add(comment);
      return new SqlStatement(statement.sql(), statement.tokens(), more, statement.copyData());
    }

    private void finish() {
      if (tokens.isEmpty()) {
        return;
      }
      String sql = text.substring(tokens.getFirst().start(), tokens.getLast().end());
      statements.add(new SqlStatement(sql, tokens, comments, Optional.empty()));
      tokens.clear();
      comments.clear();
    }
  }
}
