package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads CREATE TABLE and the columns and constraints of it and of ALTER TABLE. */
final class TableReader {
  private static final List<String> CONSTRAINTS =
      List.of("constraint", "check", "unique", "primary", "foreign", "exclude", "not");

  /** What ends the type or the default of a column. */
  private static final Set<String> CLAUSES =
      Set.of(
          "constraint",
          "not",
          "null",
          "check",
          "default",
          "generated",
          "unique",
          "primary",
          "references",
          "collate",
          "compression",
          "storage",
          "deferrable",
          "initially",
          "on",
          "match",
          "using");

  private TableReader() {}

  /** Reads what follows {@code CREATE [TEMPORARY | UNLOGGED] TABLE}. */
  static Change create(Cursor cursor, boolean temporary, boolean unlogged) {
    cursor.take("if not exists");
    String table = cursor.name().orElse("");
    List<Column> columns = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    if (cursor.peek().isSign('(')) {
      for (List<Token> part : Cursor.list(cursor.parenthesised())) {
        Cursor definition = new Cursor(part);
        if (startsConstraint(definition.peek())) {
          constraints.add(constraint(definition));
        } else if (!definition.take("like")) {
          columns.add(column(definition));
        }
      }
    }
    return new Change.CreateTable(table, temporary, !temporary && !unlogged, columns, constraints);
  }

  static boolean startsConstraint(Token token) {
    return CONSTRAINTS.stream().anyMatch(token::is);
  }

  /** Reads a column from its name to the end. */
  static Column column(Cursor cursor) {
    int place = cursor.place();
    String name = cursor.name().orElse("");
    String type = type(cursor);
    Set<Column.Mark> marks = EnumSet.noneOf(Column.Mark.class);
    List<Token> value = new ArrayList<>();
    Optional<String> references = Optional.empty();
    while (!cursor.atEnd()) {
      if (cursor.take("not null")) {
        marks.add(Column.Mark.NOT_NULL);
      } else if (cursor.take("primary key")) {
        marks.add(Column.Mark.PRIMARY_KEY);
      } else if (cursor.take("unique")) {
        marks.add(Column.Mark.UNIQUE);
      } else if (cursor.take("check")) {
        marks.add(Column.Mark.CHECK);
        cursor.parenthesised();
      } else if (cursor.take("default")) {
        marks.add(Column.Mark.DEFAULT);
        value.addAll(expression(cursor));
      } else if (cursor.take("references")) {
        references = cursor.name();
      } else if (cursor.take("as identity")) {
        marks.add(Column.Mark.IDENTITY);
      } else if (cursor.take("stored")) {
        marks.add(Column.Mark.STORED);
      } else if (cursor.peek().isSign('(')) {
        value.addAll(cursor.parenthesised());
      } else {
        cursor.skip();
      }
    }
    return new Column(name, type, marks, value, references, place);
  }

  /** Reads a type to the clause behind it, such as {@code character varying(20)}. */
  static String type(Cursor cursor) {
    StringBuilder type = new StringBuilder();
    while (!cursor.atEnd() && !isClause(cursor.peek())) {
      Token token = cursor.peek();
      if (token.isSign('(')) {
        type.append('(');
        cursor.parenthesised().forEach(inner -> type.append(inner.text()));
        type.append(')');
      } else {
        if (!type.isEmpty() && token.isName() && type.charAt(type.length() - 1) != '.') {
          type.append(' ');
        }
        type.append(token.text().toLowerCase(Locale.ROOT));
        cursor.skip();
      }
    }
    return type.toString();
  }

  private static boolean isClause(Token token) {
    return token.kind() == Token.Kind.WORD
        && CLAUSES.contains(token.text().toLowerCase(Locale.ROOT));
  }

  private static List<Token> expression(Cursor cursor) {
    List<Token> tokens = new ArrayList<>();
    if (cursor.peek().is("null")) {
      tokens.add(cursor.next());
    }
    while (!cursor.atEnd() && !isClause(cursor.peek())) {
      Token token = cursor.peek();
      if (token.isSign('(')) {
        tokens.add(token);
        tokens.addAll(cursor.parenthesised());
      } else {
        tokens.add(cursor.next());
      }
    }
    return tokens;
  }

  /** Reads a constraint of a table from its name or kind to the end. */
  static Constraint constraint(Cursor cursor) {
    Optional<String> name = Optional.empty();
    if (cursor.take("constraint")) {
      name = cursor.name();
    }
    Constraint.Kind kind = kind(cursor);
    boolean usingIndex = cursor.take("using index");
    cursor.take("nulls not distinct");
    cursor.take("nulls distinct");
    List<Token> body = cursor.peek().isSign('(') ? cursor.parenthesised() : List.of();
    Optional<String> references = Optional.empty();
    boolean notValid = false;
    while (!cursor.atEnd()) {
      if (cursor.take("references")) {
        references = cursor.name();
      } else if (cursor.take("not valid")) {
        notValid = true;
      } else {
        cursor.skip();
      }
    }
    List<String> columns = kind == Constraint.Kind.CHECK ? List.of() : names(body);
    return new Constraint(kind, name, columns, body, references, usingIndex, notValid);
  }

  private static Constraint.Kind kind(Cursor cursor) {
    if (cursor.take("unique")) {
      return Constraint.Kind.UNIQUE;
    }
    if (cursor.take("primary key")) {
      return Constraint.Kind.PRIMARY_KEY;
    }
    if (cursor.take("foreign key")) {
      return Constraint.Kind.FOREIGN_KEY;
    }
    if (cursor.take("exclude")) {
      return Constraint.Kind.EXCLUDE;
    }
    if (cursor.take("not null")) {
      return Constraint.Kind.NOT_NULL;
    }
    cursor.take("check");
    return Constraint.Kind.CHECK;
  }

  /** The names at the head of each part of a list; an expression has none. */
  static List<String> names(List<Token> list) {
    List<String> names = new ArrayList<>();
    for (List<Token> part : Cursor.list(list)) {
      if (!part.isEmpty() && part.getFirst().isName()) {
        names.add(part.getFirst().name());
      }
    }
    return names;
  }
}
