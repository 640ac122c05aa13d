package dev.slipway.deliver.migrate;

import dev.slipway.document.Position;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Applies the migrations of one plan to one database. Not thread-safe. */
final class Applying {
  private final MigrationFolder folder;
  private final MigrationSettings settings;
  private final MigrationListener listener;
  private final List<Migration> applied = new ArrayList<>();
  private FlywayHistory.Body watcher = (file, connection) -> {};
  private @Nullable Migration running;
  private long startedAt;
  private MigrationRun.@Nullable Failure failure;

  Applying(MigrationFolder folder, MigrationSettings settings, MigrationListener listener) {
    this.folder = folder;
    this.settings = settings;
    this.listener = listener;
  }

  /** Somebody who looks at the connection when a migration has run and is not yet committed. */
  Applying watchedBy(FlywayHistory.Body other) {
    watcher = other;
    return this;
  }

  MigrationOutcome apply(MigrationPlan plan, DatabaseAddress database) {
    if (plan.isBlocked()) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "Nothing was migrated: " + String.join("; ", plan.reasons()));
    }
    List<MigrationFile> files = plan.pending().stream().map(this::file).toList();
    if (files.isEmpty()) {
      return new MigrationOutcome.Migrated(List.of());
    }
    forgetFailures(files, database);
    try {
      new FlywayHistory(Connections.source(database))
          .apply(files, (file, connection) -> run(file, done(plan, file.migration()), connection));
    } catch (FlywayException failed) {
      return failed(failed);
    }
    finished();
    return new MigrationOutcome.Migrated(applied);
  }

  private MigrationFile file(PlannedMigration planned) {
    return folder.files().stream()
        .filter(file -> file.migration().equals(planned.migration()))
        .findFirst()
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.INVALID_INPUT,
                    planned.migration().file() + " is not as it was planned: plan again"));
  }

  private static int done(MigrationPlan plan, Migration migration) {
    return plan.pending().stream()
        .filter(planned -> planned.migration().equals(migration))
        .mapToInt(PlannedMigration::statementsDone)
        .findFirst()
        .orElse(0);
  }

  /** Flyway refuses a version whose last attempt failed; ours go on where that one stopped. */
  private static void forgetFailures(List<MigrationFile> files, DatabaseAddress database) {
    try (Connection connection = Connections.open(database)) {
      if (!Connections.isTrue(
          connection, "select to_regclass('" + SchemaHistory.TABLE + "') is not null")) {
        return;
      }
      try (PreparedStatement delete =
          connection.prepareStatement(
              "delete from " + SchemaHistory.TABLE + " where not success and version = ?")) {
        for (MigrationFile file : files) {
          delete.setString(1, file.migration().version().text());
          delete.executeUpdate();
        }
      }
    } catch (SQLException failed) {
      throw Connections.failed(database, failed);
    }
  }

  private void run(MigrationFile file, int done, Connection connection) throws SQLException {
    finished();
    running = file.migration();
    startedAt = System.nanoTime();
    listener.on(new MigrationProgress.Started(file.migration()));
    Optional<MigrationRun.Failure> failed =
        new MigrationRun(file, done, settings, listener, connection).run();
    if (failed.isPresent()) {
      failure = failed.get();
      throw new SQLException(failed.get().reason());
    }
    watcher.run(file, connection);
  }

  /** The one before is committed and recorded as soon as the next one begins. */
  private void finished() {
    if (running != null) {
      applied.add(running);
      Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
      listener.on(new MigrationProgress.Applied(running, took));
      running = null;
    }
  }

  private MigrationOutcome failed(FlywayException cause) {
    Migration at = running;
    MigrationRun.Failure known = failure;
    if (at == null) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Nothing was migrated: " + firstLine(cause), cause);
    }
    if (known == null) {
      Position file = Position.wholeFile(at.file());
      known = new MigrationRun.Failure(file, firstLine(cause), false, !at.transactional());
    }
    return new MigrationOutcome.Failed(
        applied, at, known.place(), known.reason(), known.lockTimeout(), known.partly());
  }

  private static String firstLine(FlywayException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
