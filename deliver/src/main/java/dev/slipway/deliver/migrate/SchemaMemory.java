package dev.slipway.deliver.migrate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What earlier statements have made of the schema, as far as the rules ask. Not thread-safe. */
final class SchemaMemory {
  private final Set<String> created = new HashSet<>();
  private final Set<String> neverNull = new HashSet<>();
  private final Set<String> rowSecurity = new HashSet<>();
  private final Set<String> indexed = new HashSet<>();
  private Set<String> createdHere = new HashSet<>();

  /** A file begins: nothing is new yet. */
  void beginFile() {
    createdHere = new HashSet<>();
  }

  /** A file that was remembered before is looked at again: what it makes is new. */
  void returnTo(List<Change> file) {
    createdHere = new HashSet<>();
    for (Change change : file) {
      if (change instanceof Change.CreateTable table) {
        createdHere.add(plain(table.table()));
      }
    }
  }

  /** Takes in what a statement does. */
  void remember(Change change) {
    switch (change) {
      case Change.CreateTable table -> created(table);
      case Change.AlterTable altered ->
          altered.alterations().forEach(each -> altered(altered.table(), each));
      case Change.CreateIndex index -> {
        if (!index.columns().isEmpty()) {
          indexed.add(key(index.table(), index.columns().getFirst()));
        }
      }
      case Change.Drop _,
          Change.Rename _,
          Change.Truncate _,
          Change.Upkeep _,
          Change.Data _,
          Change.Attach _,
          Change.AddEnumValue _,
          Change.DomainConstraint _,
          Change.CreateRoutine _,
          Change.LockTable _,
          Change.Other _ -> {}
    }
  }

  private void created(Change.CreateTable table) {
    created.add(plain(table.table()));
    createdHere.add(plain(table.table()));
    for (Column column : table.columns()) {
      if (column.has(Column.Mark.PRIMARY_KEY) || column.has(Column.Mark.UNIQUE)) {
        indexed.add(key(table.table(), column.name()));
      }
    }
    table.more().forEach(constraint -> constrained(table.table(), constraint));
  }

  private void altered(String table, Alteration alteration) {
    switch (alteration) {
      case Alteration.EnableRowSecurity _ -> rowSecurity.add(plain(table));
      case Alteration.AddConstraint added -> constrained(table, added.constraint());
      case Alteration.AddColumn added -> {
        if (added.column().has(Column.Mark.UNIQUE)) {
          indexed.add(key(table, added.column().name()));
        }
      }
      case Alteration.DropColumn _,
          Alteration.ChangeType _,
          Alteration.SetNotNull _,
          Alteration.DropNotNull _,
          Alteration.ValidateConstraint _,
          Alteration.RenameColumn _,
          Alteration.MoveTable _,
          Alteration.Rewrite _,
          Alteration.AttachPartition _,
          Alteration.DetachPartition _,
          Alteration.Minor _ -> {}
    }
  }

  private void constrained(String table, Constraint constraint) {
    constraint.neverNull().ifPresent(column -> neverNull.add(key(table, column)));
    boolean key =
        constraint.kind() == Constraint.Kind.PRIMARY_KEY
            || constraint.kind() == Constraint.Kind.UNIQUE;
    if (key && !constraint.columns().isEmpty()) {
      indexed.add(key(table, constraint.columns().getFirst()));
    }
  }

  /** Whether the table is as new as the file, so that nobody else can wait for it. */
  boolean isNew(String table) {
    return createdHere.contains(plain(table));
  }

  /** Whether an earlier check, validated by now, proves that the column has no NULL. */
  boolean isNeverNull(String table, String column) {
    return neverNull.contains(key(table, column));
  }

  boolean hasRowSecurity(String table) {
    return rowSecurity.contains(plain(table));
  }

  /** Whether row level security is used anywhere. */
  boolean usesRowSecurity() {
    return !rowSecurity.isEmpty();
  }

  /** Whether a statement so far has made the table. */
  boolean knows(String table) {
    return created.contains(plain(table));
  }

  /** Whether an index or key begins with the column. */
  boolean isIndexed(String table, String column) {
    return indexed.contains(key(table, column));
  }

  /** A name without the schema that is meant when none is given. */
  static String plain(String table) {
    return table.startsWith("public.") ? table.substring("public.".length()) : table;
  }

  private static String key(String table, String column) {
    return plain(table) + '\n' + column;
  }
}
