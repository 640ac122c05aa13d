package dev.slipway.deliver.migrate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A column as CREATE TABLE and ADD COLUMN define it.
 *
 * @param type its type, in lower case with single spaces
 * @param value the tokens of its default or of what generates it
 * @param place where it begins in the text
 */
record Column(
    String name,
    String type,
    Set<Mark> marks,
    List<Token> value,
    Optional<String> references,
    int place) {
  private static final Set<String> SERIALS =
      Set.of("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2");

  /** Functions whose value is the same for every row of a statement. */
  private static final Set<String> STEADY =
      Set.of(
          "now",
          "current_timestamp",
          "transaction_timestamp",
          "statement_timestamp",
          "current_setting",
          "nullif",
          "coalesce",
          "lower",
          "upper",
          "to_timestamp",
          "timezone",
          "array",
          "row",
          "json_build_object",
          "jsonb_build_object",
          "json_build_array",
          "jsonb_build_array",
          "make_date",
          "make_interval",
          "greatest",
          "least",
          "cast",
          "varchar",
          "numeric",
          "char");

  /** What a definition says besides name and type. */
  enum Mark {
    NOT_NULL,
    PRIMARY_KEY,
    UNIQUE,
    CHECK,
    DEFAULT,
    STORED,
    IDENTITY
  }

  Column {
    marks = Set.copyOf(marks);
    value = List.copyOf(value);
  }

  boolean has(Mark mark) {
    return marks.contains(mark);
  }

  boolean isSerial() {
    return SERIALS.contains(type);
  }

  /** Whether its default is worked out anew for each row, so that the table is rewritten. */
  boolean hasVolatileDefault() {
    if (!has(Mark.DEFAULT)) {
      return false;
    }
    for (int index = 0; index + 1 < value.size(); index++) {
      Token token = value.get(index);
      if (token.isName()
          && value.get(index + 1).isSign('(')
          && !STEADY.contains(token.name().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
