package dev.slipway.deliver.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings of one file while its statements are looked at in order. Not thread-safe. */
final class Report {
  private final MigrationFile file;
  private final List<Finding> findings = new ArrayList<>();
  private int statement;

  Report(MigrationFile file) {
    this.file = file;
  }

  /** What follows is about this statement. */
  void at(int index) {
    statement = index;
  }

  SqlStatement current() {
    return file.script().statements().get(statement);
  }

  /** Something about the statement as a whole. */
  void add(Rule rule, String subject) {
    add(rule, subject, current().start());
  }

  /** Something about a place of the statement. */
  void add(Rule rule, String subject, int place) {
    findings.add(
        new Finding(
            rule,
            Optional.of(statement),
            file.script().position(place),
            subject,
            Optional.empty(),
            Optional.empty()));
  }

  /** Something others wait for. */
  void add(Rule rule, String subject, String table, LockLevel lock) {
    findings.add(
        new Finding(
            rule,
            Optional.of(statement),
            file.script().position(current().start()),
            subject,
            Optional.of(SchemaMemory.plain(table)),
            Optional.of(lock)));
  }

  List<Finding> findings() {
    return findings;
  }
}
