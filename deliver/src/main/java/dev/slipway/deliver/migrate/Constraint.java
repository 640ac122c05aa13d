package dev.slipway.deliver.migrate;

import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table.
 *
 * @param columns the columns it names first: those of a key, or of a foreign key
 * @param body the tokens of a check
 * @param usingIndex whether it takes over an index that is there
 * @param notValid whether existing rows are not looked at
 */
record Constraint(
    Kind kind,
    Optional<String> name,
    List<String> columns,
    List<Token> body,
    Optional<String> references,
    boolean usingIndex,
    boolean notValid) {
  /** What it demands. */
  enum Kind {
    CHECK,
    UNIQUE,
    PRIMARY_KEY,
    FOREIGN_KEY,
    EXCLUDE,
    NOT_NULL
  }

  Constraint {
    columns = List.copyOf(columns);
    body = List.copyOf(body);
  }

  /** The column that a check of the form {@code column IS NOT NULL} is about. */
  Optional<String> neverNull() {
    if (kind == Kind.CHECK
        && body.size() == 4
        && body.getFirst().isName()
        && new Cursor(body.subList(1, 4)).take("is not null")) {
      return Optional.of(body.getFirst().name());
    }
    return Optional.empty();
  }
}
