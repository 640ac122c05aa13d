package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rules that look at a file as a whole. */
final class ScriptRules {
  private static final int MOST_LOCKED_TABLES = 2;

  private final MigrationFile file;
  private final List<Change> changes;
  private final SchemaMemory memory;
  private final Report report;

  /**
   * Rules over a file that was looked at statement by statement.
   *
   * @param memory what is known behind the last statement
   */
  ScriptRules(MigrationFile file, List<Change> changes, SchemaMemory memory, Report report) {
    this.file = file;
    this.changes = changes;
    this.memory = memory;
    this.report = report;
  }

  void check() {
    if (file.migration().transactional()) {
      lockedTables();
      backfill();
      validatedAtOnce();
      enumValues();
    } else {
      notAtomic();
    }
    phases();
    rowSecurity();
    foreignKeys();
  }

  private void lockedTables() {
    Set<String> locked = new LinkedHashSet<>();
    for (int index = 0; index < changes.size(); index++) {
      for (TableLock lock : Locks.of(changes.get(index))) {
        boolean exclusive = lock.level() == LockLevel.ACCESS_EXCLUSIVE;
        if (exclusive && !memory.isNew(lock.table()) && locked.add(lock.table())) {
          if (locked.size() == MOST_LOCKED_TABLES + 1) {
            report.at(index);
            report.add(
                Rule.SEVERAL_TABLES_LOCKED,
                String.join(", ", locked),
                lock.table(),
                LockLevel.ACCESS_EXCLUSIVE);
          }
        }
      }
    }
  }

  private void backfill() {
    Map<String, LockLevel> held = new TreeMap<>();
    for (int index = 0; index < changes.size(); index++) {
      Change change = changes.get(index);
      if (change instanceof Change.Data data && !data.command().equals("INSERT")) {
        Optional<LockLevel> level =
            held.values().stream().max(LockLevel::compareTo).filter(this::hurts);
        if (level.isPresent() && !memory.isNew(data.table())) {
          report.at(index);
          report.add(
              Rule.BACKFILL_WITH_SCHEMA_CHANGE,
              data.command() + " " + data.table(),
              data.table(),
              level.get());
        }
      } else {
        Locks.of(change).stream()
            .filter(lock -> !memory.isNew(lock.table()))
            .forEach(lock -> held.put(lock.table(), lock.level()));
      }
    }
  }

  private boolean hurts(LockLevel level) {
    return level.compareTo(LockLevel.SHARE) >= 0;
  }

  private void validatedAtOnce() {
    Set<String> added = new HashSet<>();
    for (int index = 0; index < changes.size(); index++) {
      if (!(changes.get(index) instanceof Change.AlterTable altered)) {
        continue;
      }
      for (Alteration alteration : altered.alterations()) {
        if (alteration instanceof Alteration.AddConstraint constraint
            && constraint.constraint().notValid()) {
          constraint.constraint().name().ifPresent(added::add);
        }
        if (alteration instanceof Alteration.ValidateConstraint validated
            && added.contains(validated.name())) {
          report.at(index);
          report.add(
              Rule.VALIDATED_AT_ONCE,
              altered.table() + " " + validated.name(),
              altered.table(),
              LockLevel.ACCESS_EXCLUSIVE);
        }
      }
    }
  }

  private void enumValues() {
    Set<String> added = new HashSet<>();
    for (int index = 0; index < changes.size(); index++) {
      if (changes.get(index) instanceof Change.AddEnumValue value) {
        added.add(value.value());
        continue;
      }
      report.at(index);
      for (Token token : file.script().statements().get(index).tokens()) {
        if (token.kind() == Token.Kind.STRING && added.contains(token.text())) {
          report.add(Rule.ENUM_VALUE_USED, token.text(), token.start());
        }
      }
    }
  }

  private void notAtomic() {
    List<SqlStatement> statements = file.script().statements();
    if (statements.size() < 2 || file.directives().noTransaction()) {
      return;
    }
    for (int index = 0; index < statements.size(); index++) {
      if (Transactions.refuses(statements.get(index))) {
        report.at(index);
        report.add(Rule.NOT_ATOMIC, statements.get(index).shown(50));
        return;
      }
    }
  }

  private void phases() {
    SchemaMemory before = new SchemaMemory();
    List<Integer> breaking = new ArrayList<>();
    boolean adds = false;
    for (int index = 0; index < changes.size(); index++) {
      Change change = changes.get(index);
      if (Compatibility.broken(change, before).isPresent()) {
        breaking.add(index);
      } else {
        adds |= adds(change);
      }
      before.remember(change);
    }
    for (int index : breaking) {
      report.at(index);
      if (file.migration().phase() == Phase.EXPAND) {
        report.add(Rule.BREAKS_IN_EXPAND, report.current().shown(50));
      } else if (adds) {
        report.add(Rule.MIXED_PHASES, report.current().shown(50));
        return;
      }
    }
  }

  private static boolean adds(Change change) {
    return change instanceof Change.CreateTable
        || (change instanceof Change.AlterTable altered
            && altered.alterations().stream().anyMatch(Alteration.AddColumn.class::isInstance));
  }

  private void rowSecurity() {
    for (int index = 0; index < changes.size(); index++) {
      report.at(index);
      if (changes.get(index) instanceof Change.Attach attached
          && attached.kind().equals("policy")
          && memory.knows(attached.table())
          && !memory.hasRowSecurity(attached.table())) {
        report.add(Rule.POLICY_WITHOUT_ROW_SECURITY, attached.table());
      }
    }
  }

  private void foreignKeys() {
    for (int index = 0; index < changes.size(); index++) {
      report.at(index);
      if (changes.get(index) instanceof Change.CreateTable table) {
        for (Column column : table.columns()) {
          if (column.references().isPresent()) {
            unindexed(table.table(), column.name());
          }
        }
        table.more().forEach(constraint -> unindexed(table.table(), constraint));
      }
      if (changes.get(index) instanceof Change.AlterTable altered) {
        for (Alteration alteration : altered.alterations()) {
          if (alteration instanceof Alteration.AddConstraint added) {
            unindexed(altered.table(), added.constraint());
          }
          if (alteration instanceof Alteration.AddColumn added
              && added.column().references().isPresent()) {
            unindexed(altered.table(), added.column().name());
          }
        }
      }
    }
  }

  private void unindexed(String table, Constraint constraint) {
    if (constraint.kind() == Constraint.Kind.FOREIGN_KEY && !constraint.columns().isEmpty()) {
      unindexed(table, constraint.columns().getFirst());
    }
  }

  private void unindexed(String table, String column) {
    if (!memory.isIndexed(table, column)) {
      report.add(Rule.FOREIGN_KEY_WITHOUT_INDEX, table + "." + column);
    }
  }
}
