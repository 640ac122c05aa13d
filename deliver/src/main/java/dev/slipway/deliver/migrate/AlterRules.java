package dev.slipway.deliver.migrate;

/** The rules for ALTER TABLE on a table that is older than the file. */
final class AlterRules {
  private final SchemaMemory memory;
  private final Report report;

  AlterRules(SchemaMemory memory, Report report) {
    this.memory = memory;
    this.report = report;
  }

  void check(Change.AlterTable altered) {
    if (memory.isNew(altered.table())) {
      return;
    }
    for (Alteration alteration : altered.alterations()) {
      Compatibility.broken(alteration)
          .filter(rule -> rule.kind() == Rule.Kind.BREAK)
          .ifPresent(rule -> report.add(rule, subject(altered.table(), alteration)));
      waiting(altered.table(), alteration);
    }
  }

  private static String subject(String table, Alteration alteration) {
    return switch (alteration) {
      case Alteration.DropColumn dropped -> table + "." + dropped.column();
      case Alteration.RenameColumn renamed -> table + "." + renamed.column();
      case Alteration.AddColumn _,
          Alteration.ChangeType _,
          Alteration.SetNotNull _,
          Alteration.DropNotNull _,
          Alteration.AddConstraint _,
          Alteration.ValidateConstraint _,
          Alteration.MoveTable _,
          Alteration.Rewrite _,
          Alteration.AttachPartition _,
          Alteration.DetachPartition _,
          Alteration.EnableRowSecurity _,
          Alteration.Minor _ ->
          table;
    };
  }

  private void waiting(String table, Alteration alteration) {
    switch (alteration) {
      case Alteration.AddColumn added -> column(table, added.column());
      case Alteration.AddConstraint added -> constraint(table, added.constraint());
      case Alteration.ChangeType changed ->
          blocked(Rule.TYPE_CHANGE, table + "." + changed.column() + " " + changed.type(), table);
      case Alteration.SetNotNull set -> {
        if (!memory.isNeverNull(table, set.column())) {
          blocked(Rule.SET_NOT_NULL_SCANS, table + "." + set.column(), table);
        }
      }
      case Alteration.DropNotNull dropped ->
          report.add(Rule.DROP_NOT_NULL, table + "." + dropped.column());
      case Alteration.Rewrite rewrite ->
          blocked(Rule.TABLE_REWRITE, table + " set " + rewrite.what(), table);
      case Alteration.AttachPartition attached -> {
        if (!memory.isNew(attached.partition())) {
          blocked(Rule.ATTACH_SCANS, attached.partition(), attached.partition());
        }
      }
      case Alteration.DetachPartition detached -> {
        if (!detached.concurrently()) {
          blocked(Rule.DETACH_NOT_CONCURRENT, table, table);
        }
      }
      case Alteration.DropColumn _,
          Alteration.ValidateConstraint _,
          Alteration.RenameColumn _,
          Alteration.MoveTable _,
          Alteration.EnableRowSecurity _,
          Alteration.Minor _ -> {}
    }
  }

  private void column(String table, Column column) {
    String subject = table + "." + column.name();
    if (column.isSerial() || column.has(Column.Mark.IDENTITY)) {
      blocked(Rule.COLUMN_NUMBERED, subject, table);
    } else if (column.has(Column.Mark.STORED)) {
      blocked(Rule.COLUMN_STORED, subject, table);
    } else if (column.hasVolatileDefault()) {
      blocked(Rule.COLUMN_VOLATILE_DEFAULT, subject, table);
    } else if (column.has(Column.Mark.NOT_NULL) && !column.has(Column.Mark.DEFAULT)) {
      report.add(Rule.COLUMN_REQUIRED, subject, column.place());
    }
    if (column.has(Column.Mark.UNIQUE)) {
      blocked(Rule.UNIQUE_BUILDS_INDEX, subject, table);
    }
    if (column.has(Column.Mark.PRIMARY_KEY)) {
      blocked(Rule.PRIMARY_KEY_BUILDS_INDEX, subject, table);
    }
    if (column.has(Column.Mark.CHECK)) {
      blocked(Rule.CHECK_SCANS, subject, table);
    }
  }

  private void constraint(String table, Constraint constraint) {
    String subject = constraint.name().map(name -> table + " " + name).orElse(table);
    switch (constraint.kind()) {
      case CHECK -> {
        if (!constraint.notValid()) {
          blocked(Rule.CHECK_SCANS, subject, table);
        }
      }
      case FOREIGN_KEY -> {
        if (!constraint.notValid()) {
          report.add(Rule.FOREIGN_KEY_SCANS, subject, table, LockLevel.SHARE_ROW_EXCLUSIVE);
        }
      }
      case UNIQUE -> {
        if (!constraint.usingIndex()) {
          blocked(Rule.UNIQUE_BUILDS_INDEX, subject, table);
        }
      }
      case PRIMARY_KEY -> {
        if (!constraint.usingIndex()) {
          blocked(Rule.PRIMARY_KEY_BUILDS_INDEX, subject, table);
        }
      }
      case EXCLUDE -> blocked(Rule.EXCLUSION_BUILDS_INDEX, subject, table);
      case NOT_NULL -> {
        if (!constraint.notValid()) {
          blocked(Rule.SET_NOT_NULL_SCANS, subject, table);
        }
      }
    }
  }

  private void blocked(Rule rule, String subject, String table) {
    report.add(rule, subject, table, LockLevel.ACCESS_EXCLUSIVE);
  }
}
