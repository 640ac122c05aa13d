package dev.slipway.deliver.migrate;

import dev.slipway.deliver.migrate.MigrationStatus.Line;
import dev.slipway.deliver.migrate.MigrationStatus.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the status of a database. */
final class StatusReading {
  private final MigrationFolder folder;

  StatusReading(MigrationFolder folder) {
    this.folder = folder;
  }

  MigrationStatus read(Connection connection) throws SQLException {
    SchemaHistory history = SchemaHistory.read(connection);
    Map<Version, SchemaHistory.Row> applied = history.applied();
    List<Line> lines = new ArrayList<>();
    Set<Version> known = new HashSet<>();
    for (MigrationFile file : folder.files()) {
      Version version = file.migration().version();
      known.add(version);
      Optional<SchemaHistory.Row> row = Optional.ofNullable(applied.get(version));
      lines.add(
          new Line(
              version,
              file.migration().name(),
              row.map(found -> state(found, file)).orElseGet(() -> waiting(history, file)),
              Optional.of(file.migration().phase()),
              row.map(SchemaHistory.Row::at)));
    }
    for (SchemaHistory.Row row : applied.values()) {
      if (!known.contains(row.version())) {
        lines.add(withoutFile(row, history));
      }
    }
    lines.sort(Comparator.comparing(Line::version));
    return new MigrationStatus(lines, InvalidIndexes.all(connection));
  }

  private static State state(SchemaHistory.Row row, MigrationFile file) {
    boolean same = row.checksum().isEmpty() || row.checksum().get() == file.historyChecksum();
    return same ? State.APPLIED : State.CHANGED;
  }

  private static State waiting(SchemaHistory history, MigrationFile file) {
    Migration migration = file.migration();
    if (history.statementsDone(migration.version()) > 0) {
      return State.PARTLY;
    }
    boolean inUse = history.isKnown();
    return inUse && migration.phase() == Phase.CONTRACT ? State.HELD : State.PENDING;
  }

  private static Line withoutFile(SchemaHistory.Row row, SchemaHistory history) {
    return new Line(
        row.version(),
        row.script(),
        State.WITHOUT_FILE,
        Optional.ofNullable(history.progress().get(row.version())).map(ProgressTable.Line::phase),
        Optional.of(row.at()));
  }
}
