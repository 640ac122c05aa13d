package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares files with a database and says what is to be done. */
final class Planning {
  private final MigrationFolder folder;
  private final String database;
  private final Contracts contracts;
  private final List<String> obstacles = new ArrayList<>();
  private final List<Problem> findings = new ArrayList<>();

  Planning(MigrationFolder folder, String database, Contracts contracts) {
    this.folder = folder;
    this.database = database;
    this.contracts = contracts;
  }

  MigrationPlan plan(Connection connection) throws SQLException {
    SchemaHistory history = SchemaHistory.read(connection);
    compare(history);
    findings.addAll(folder.problems());
    Map<Version, Lint.Result> lint = Lint.of(folder.files());
    TableSizes sizes = new TableSizes(connection);
    List<PlannedMigration> pending = new ArrayList<>();
    List<PlannedMigration> held = new ArrayList<>();
    // A database without a history has no release before whose needs must be kept.
    boolean hold = contracts == Contracts.HOLD && history.isKnown();
    for (MigrationFile file : folder.files()) {
      Migration migration = file.migration();
      if (history.applied().containsKey(migration.version())) {
        continue;
      }
      findings.addAll(file.problems());
      judge(lint.getOrDefault(migration.version(), Lint.Result.NONE), sizes);
      PlannedMigration planned =
          new PlannedMigration(
              migration,
              sizes.measure(Locks.of(file.script())),
              history.statementsDone(migration.version()));
      if (hold && migration.phase() == Phase.CONTRACT) {
        held.add(planned);
        continue;
      }
      pending.add(planned);
      outOfOrder(migration, history, held);
    }
    findings.sort(Comparator.comparing(Problem::position));
    return new MigrationPlan(database, history.current(), pending, held, obstacles, findings);
  }

  private void compare(SchemaHistory history) {
    Map<Version, MigrationFile> files = new HashMap<>();
    folder.files().forEach(file -> files.put(file.migration().version(), file));
    Optional<Version> newest =
        folder.files().isEmpty()
            ? Optional.empty()
            : Optional.of(folder.files().getLast().migration().version());
    for (SchemaHistory.Row row : history.rows()) {
      MigrationFile file = files.get(row.version());
      if (file != null) {
        changed(row, file, history);
      } else if (newest.isPresent() && row.version().compareTo(newest.get()) < 0) {
        obstacles.add(
            "The database has "
                + row.version()
                + " ("
                + row.script()
                + "), but its file is missing while newer ones are there");
      }
    }
    if (!history.isKnown() && history.populated()) {
      obstacles.add(
          "The database holds tables but no history of migrations"
              + history
                  .supabase()
                  .map(last -> " of ours; the Supabase CLI has applied up to " + last)
                  .orElse("")
              + ": say once which files are applied already, with slipway migrate ENV --adopt "
              + history.supabase().orElse("VERSION"));
    }
  }

  private void changed(SchemaHistory.Row row, MigrationFile file, SchemaHistory history) {
    Optional<Integer> checksum = row.checksum();
    if (row.success()) {
      if (checksum.isPresent() && checksum.get() != file.historyChecksum()) {
        obstacles.add(
            file.migration().file()
                + " was changed after it was applied; put it back as it was and write the change"
                + " as a new migration");
      }
      return;
    }
    ProgressTable.Line line = history.progress().get(row.version());
    if (line != null && line.done() > 0 && !line.checksum().equals(file.migration().checksum())) {
      obstacles.add(
          file.migration().file()
              + " failed behind its statement "
              + line.done()
              + " and was changed since; its first statements are applied and must stay as they"
              + " were");
    }
  }

  /** Others wait as long as a table is large: nobody for an empty one, too long for a huge one. */
  private void judge(Lint.Result lint, TableSizes sizes) throws SQLException {
    findings.addAll(lint.problems());
    for (Finding finding : lint.findings()) {
      if (finding.rule().kind() != Rule.Kind.WAIT || finding.table().isEmpty()) {
        findings.add(finding.toProblem());
        continue;
      }
      Optional<TableLock.TableSize> size = sizes.of(finding.table().get());
      if (size.isPresent() && !size.get().isSmall()) {
        Problem.Severity severity =
            size.get().isHuge() ? Problem.Severity.ERROR : Problem.Severity.WARNING;
        findings.add(finding.toProblem(severity, "; it has " + size.get().shown()));
      }
    }
  }

  private void outOfOrder(Migration migration, SchemaHistory history, List<PlannedMigration> held) {
    Optional<Version> current = history.current();
    if (current.isPresent() && migration.version().compareTo(current.get()) < 0) {
      warn(migration, "out-of-order", "It runs after " + current.get() + ", which is newer");
    } else if (!held.isEmpty()) {
      warn(
          migration,
          "before-contract",
          "It runs before " + held.getFirst().migration().version() + ", which is held back");
    }
  }

  private void warn(Migration migration, String code, String message) {
    findings.add(Problem.warning(Position.wholeFile(migration.file()), code, message));
  }
}
