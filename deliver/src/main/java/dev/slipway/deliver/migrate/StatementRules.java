package dev.slipway.deliver.migrate;

import java.util.List;
import java.util.Optional;

/** The rules for statements other than ALTER TABLE, each looked at by itself. */
final class StatementRules {
  private static final int MOST_INDEX_COLUMNS = 3;

  private final SchemaMemory memory;
  private final Report report;

  StatementRules(SchemaMemory memory, Report report) {
    this.memory = memory;
    this.report = report;
  }

  void check(Change change) {
    switch (change) {
      case Change.CreateIndex index -> index(index);
      case Change.Drop drop -> drop(drop);
      case Change.Rename rename ->
          report.add(Rule.RENAME_OBJECT, rename.kind() + " " + rename.name());
      case Change.Truncate truncate -> truncate(truncate);
      case Change.Upkeep upkeep -> upkeep(upkeep);
      case Change.Data data -> {
        if (data.everywhere() && !memory.isNew(data.table())) {
          report.add(
              Rule.WHOLE_TABLE_CHANGE,
              data.command() + " " + data.table(),
              data.table(),
              LockLevel.ROW_EXCLUSIVE);
        }
      }
      case Change.DomainConstraint domain -> {
        if (!domain.notValid()) {
          report.add(Rule.DOMAIN_CONSTRAINT, domain.domain());
        }
      }
      case Change.CreateRoutine routine -> {
        if (routine.definer() && !routine.fixedPath()) {
          report.add(Rule.DEFINER_WITHOUT_PATH, routine.name());
        }
      }
      case Change.LockTable locked ->
          locked.tables().stream()
              .filter(table -> !memory.isNew(table))
              .forEach(table -> report.add(Rule.EXPLICIT_LOCK, table, table, locked.level()));
      case Change.Other _ -> setting();
      case Change.CreateTable _, Change.AlterTable _, Change.Attach _, Change.AddEnumValue _ -> {}
    }
  }

  private void index(Change.CreateIndex index) {
    String subject = index.name().orElse("the index") + " on " + index.table();
    if (!index.concurrently() && !memory.isNew(index.table())) {
      report.add(Rule.INDEX_NOT_CONCURRENT, subject, index.table(), LockLevel.SHARE);
    }
    if (!index.unique() && index.columns().size() > MOST_INDEX_COLUMNS) {
      report.add(Rule.WIDE_INDEX, subject);
    }
  }

  private void drop(Change.Drop drop) {
    String subject = drop.kind() + " " + String.join(", ", drop.names());
    if (drop.kind().equals("index") && !drop.concurrently()) {
      report.add(
          Rule.DROP_INDEX_NOT_CONCURRENT,
          subject,
          drop.names().isEmpty() ? "" : drop.names().getFirst(),
          LockLevel.ACCESS_EXCLUSIVE);
    }
    Compatibility.broken(drop, memory).ifPresent(rule -> report.add(rule, subject));
    if (drop.cascade()) {
      report.add(Rule.CASCADE, subject);
    }
  }

  private void truncate(Change.Truncate truncate) {
    List<String> old = truncate.tables().stream().filter(table -> !memory.isNew(table)).toList();
    if (!old.isEmpty()) {
      report.add(
          Rule.TRUNCATE_TABLE, String.join(", ", old), old.getFirst(), LockLevel.ACCESS_EXCLUSIVE);
    }
    if (truncate.cascade()) {
      report.add(Rule.CASCADE, "truncate " + String.join(", ", truncate.tables()));
    }
  }

  private void upkeep(Change.Upkeep upkeep) {
    if (upkeep.lock() == LockLevel.SHARE_UPDATE_EXCLUSIVE
        || upkeep.name().filter(memory::isNew).isPresent()) {
      return;
    }
    String subject = upkeep.name().orElse("the database");
    Optional<Rule> rule = Optional.empty();
    if (upkeep.command().startsWith("REINDEX")) {
      rule = Optional.of(Rule.REINDEX_NOT_CONCURRENT);
    } else if (upkeep.lock() == LockLevel.ACCESS_EXCLUSIVE) {
      boolean view = upkeep.command().startsWith("REFRESH");
      rule = Optional.of(view ? Rule.REFRESH_NOT_CONCURRENT : Rule.TABLE_REWRITE);
    }
    rule.ifPresent(
        found ->
            report.add(
                found, upkeep.command() + " " + subject, upkeep.name().orElse(""), upkeep.lock()));
  }

  private void setting() {
    SqlStatement statement = report.current();
    Cursor cursor = statement.cursor();
    if (!cursor.take("set") || cursor.peek().is("local") || cursor.peek().is("constraints")) {
      return;
    }
    cursor.take("session");
    if (cursor.peek().is("lock_timeout")
        || cursor.peek().is("statement_timeout")
        || cursor.peek().is("role")
        || cursor.peek().is("search_path")) {
      report.add(Rule.SESSION_SETTING, statement.shown(60));
    }
  }
}
