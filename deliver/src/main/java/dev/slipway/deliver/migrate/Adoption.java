package dev.slipway.deliver.migrate;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/** Takes over a database whose schema was made without us. */
final class Adoption {
  private final MigrationFolder folder;

  Adoption(MigrationFolder folder) {
    this.folder = folder;
  }

  List<Migration> adopt(DatabaseAddress database, Version last) {
    List<MigrationFile> files =
        folder.files().stream()
            .filter(file -> file.migration().version().compareTo(last) <= 0)
            .toList();
    if (files.isEmpty() || !files.getLast().migration().version().equals(last)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "There is no migration of version " + last + " to adopt");
    }
    try (Connection connection = Connections.open(database)) {
      if (!SchemaHistory.read(connection).rows().isEmpty()) {
        throw new SlipwayException(
            ErrorCode.REFUSED, database.shown() + " has a history of migrations already");
      }
      new FlywayHistory(Connections.source(database)).adopt(files);
      ProgressTable progress = ProgressTable.open(connection);
      for (MigrationFile file : files) {
        progress.note(connection, file, file.script().statements().size());
      }
    } catch (SQLException failed) {
      throw Connections.failed(database, failed);
    } catch (FlywayException failed) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Nothing was adopted: " + failed.getMessage(), failed);
    }
    return files.stream().map(MigrationFile::migration).toList();
  }
}
