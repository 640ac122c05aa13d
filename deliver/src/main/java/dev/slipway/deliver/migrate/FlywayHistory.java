package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.executor.Context;
import org.flywaydb.core.api.executor.MigrationExecutor;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.resolver.ResolvedMigrationImpl;

/**
 * Flyway as the keeper of the history: it takes its lock, opens the transaction of each migration
 * in order and records it; the statements are run by us.
 */
final class FlywayHistory {
  /** How many seconds it waits for another program that is migrating the same database. */
  private static final int LOCK_SECONDS = 60;

  private final DataSource source;

  /** Runs the statements of one migration on the connection of its transaction. */
  @FunctionalInterface
  interface Body {
    void run(MigrationFile file, Connection connection) throws SQLException;
  }

  FlywayHistory(DataSource source) {
    this.source = source;
  }

  /**
   * Applies files in order.
   *
   * @throws FlywayException when the body or Flyway itself fails
   */
  void apply(List<MigrationFile> files, Body body) {
    configuration(files, body).load().migrate();
  }

  /** Notes files as applied without running them. */
  void adopt(List<MigrationFile> files) {
    configuration(files, (file, connection) -> {}).skipExecutingMigrations(true).load().migrate();
  }

  private FluentConfiguration configuration(List<MigrationFile> files, Body body) {
    LogFactory.setFallbackLogCreator(type -> new Silence());
    List<ResolvedMigration> resolved = new ArrayList<>();
    files.forEach(file -> resolved.add(resolved(file, body)));
    MigrationResolver resolver = new Given(resolved);
    return Flyway.configure(FlywayHistory.class.getClassLoader())
        // CREATE INDEX CONCURRENTLY waits for every open transaction, that of the lock included.
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .dataSource(source)
        // Means the fallback; left alone, Flyway would log to whatever it finds.
        .loggers("console")
        .locations(new String[0])
        .skipDefaultResolvers(true)
        .skipDefaultCallbacks(true)
        .resolvers(resolver)
        .outOfOrder(true)
        .ignoreMigrationPatterns("*:missing", "*:future", "*:ignored", "*:pending")
        // Version 0 is before all others: a schema with tables of an extension is no obstacle.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .baselineDescription("before the first migration")
        .lockRetryCount(LOCK_SECONDS)
        .connectRetries(0);
  }

  private static ResolvedMigration resolved(MigrationFile file, Body body) {
    Migration migration = file.migration();
    String script = migration.file().substring(migration.file().lastIndexOf('/') + 1);
    return new ResolvedMigrationImpl(
        MigrationVersion.fromVersion(migration.version().text()),
        migration.name().replace('_', ' '),
        script,
        file.historyChecksum(),
        file.historyChecksum(),
        CoreMigrationType.SQL,
        migration.file(),
        new Execution(file, body));
  }

  /** The migrations that are to be applied, and no others. */
  private record Given(List<ResolvedMigration> migrations) implements MigrationResolver {
    @Override
    public Collection<ResolvedMigration> resolveMigrations(MigrationResolver.Context context) {
      return migrations;
    }
  }

  /** One migration as Flyway calls it. */
  private record Execution(MigrationFile file, Body body) implements MigrationExecutor {
    @Override
    public List<Results> execute(Context context) throws SQLException {
      body.run(file, context.getConnection());
      return List.of();
    }

    @Override
    public boolean canExecuteInTransaction() {
      return file.migration().transactional();
    }

    @Override
    public boolean shouldExecute() {
      return true;
    }
  }

  /** A log for what we say ourselves, in better words. */
  private static final class Silence implements Log {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception cause) {}

    @Override
    public void notice(String message) {}
  }
}
