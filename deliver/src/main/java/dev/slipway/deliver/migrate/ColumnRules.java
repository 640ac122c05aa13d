package dev.slipway.deliver.migrate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules for the choices that a new table or column fixes for years. */
final class ColumnRules {
  private static final Set<String> SMALL_NUMBERS =
      Set.of("int", "integer", "int4", "smallint", "int2", "serial", "smallserial", "serial4");
  private static final int LONGEST_NAME = 63;

  private final Report report;

  ColumnRules(Report report) {
    this.report = report;
  }

  void check(Change change) {
    if (change instanceof Change.CreateTable table) {
      table(table);
    }
    if (change instanceof Change.AlterTable altered) {
      for (Alteration alteration : altered.alterations()) {
        if (alteration instanceof Alteration.AddColumn added) {
          column(altered.table(), added.column(), false);
        }
      }
    }
    names();
  }

  private void table(Change.CreateTable table) {
    List<String> key = new ArrayList<>();
    for (Constraint constraint : table.more()) {
      if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
        key.addAll(constraint.columns());
      }
    }
    boolean hasKey = !key.isEmpty();
    for (Column column : table.columns()) {
      boolean alone = column.has(Column.Mark.PRIMARY_KEY);
      hasKey |= alone;
      column(table.table(), column, alone || key.equals(List.of(column.name())));
    }
    // PARTITION OF and AS SELECT name no columns here.
    if (!hasKey && !table.temporary() && !table.columns().isEmpty()) {
      report.add(Rule.TABLE_WITHOUT_PRIMARY_KEY, table.table());
    }
    if (!table.kept() && !table.temporary()) {
      report.add(Rule.TABLE_UNLOGGED, table.table());
    }
  }

  private void column(String table, Column column, boolean key) {
    String subject = table + "." + column.name() + " " + column.type();
    String type = column.type();
    boolean small = SMALL_NUMBERS.contains(type);
    // A key that refers to another one has the type of that one.
    if (small && (key || column.isSerial()) && column.references().isEmpty()) {
      report.add(Rule.PREFER_BIGINT, subject, column.place());
    }
    if (column.isSerial()) {
      report.add(Rule.PREFER_IDENTITY, subject, column.place());
    }
    if (type.equals("timestamp")
        || (type.startsWith("timestamp") && type.endsWith("without time zone"))
        || (type.startsWith("timestamp(") && type.endsWith(")"))) {
      report.add(Rule.PREFER_TIMESTAMPTZ, subject, column.place());
    }
    if (type.startsWith("varchar(") || type.startsWith("character varying(")) {
      report.add(Rule.PREFER_TEXT, subject, column.place());
    }
    if (type.equals("json") || type.equals("json[]")) {
      report.add(Rule.PREFER_JSONB, subject, column.place());
    }
    boolean padded =
        type.equals("char")
            || type.equals("character")
            || type.startsWith("char(")
            || type.startsWith("character(")
            || type.startsWith("bpchar");
    if (padded) {
      report.add(Rule.CHAR_TYPE, subject, column.place());
    }
    if (type.equals("money")) {
      report.add(Rule.MONEY_TYPE, subject, column.place());
    }
  }

  private void names() {
    for (Token token : report.current().tokens()) {
      if (token.isName() && token.name().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        report.add(Rule.NAME_TOO_LONG, token.name(), token.start());
      }
    }
  }
}
