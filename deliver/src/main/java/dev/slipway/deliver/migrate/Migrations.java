package dev.slipway.deliver.migrate;

import dev.slipway.document.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The migrations of a release: a folder of SQL files, read once. Thread-safe. */
public final class Migrations {
  private final MigrationFolder folder;
  private final MigrationSettings settings;
  private final boolean supabase;

  private Migrations(MigrationFolder folder, MigrationSettings settings, boolean supabase) {
    this.folder = folder;
    this.settings = settings;
    this.supabase = supabase;
  }

  /** Reads a folder whose files are named as in {@code migrations/001_create_users.sql}. */
  public static Migrations of(Path folder) {
    return of(folder, folder.getFileName().toString());
  }

  /**
   * Reads a folder.
   *
   * @param shown the path a person knows it by
   * @throws dev.slipway.fault.SlipwayException when it is not there
   */
  public static Migrations of(Path folder, String shown) {
    return new Migrations(MigrationFolder.read(folder, shown), MigrationSettings.defaults(), false);
  }

  /** The same files with another patience. */
  public Migrations with(MigrationSettings other) {
    return new Migrations(folder, other, supabase);
  }

  /** The same files for databases that get Supabase's roles and {@code auth} functions first. */
  public Migrations onSupabase() {
    return new Migrations(folder, settings, true);
  }

  /** All of them, in order. */
  public List<Migration> all() {
    return folder.files().stream().map(MigrationFile::migration).toList();
  }

  /** Everything that is wrong or risky in all files, as if every table were large. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(folder.problems());
    Map<Version, Lint.Result> lint = Lint.of(folder.files());
    for (MigrationFile file : folder.files()) {
      Lint.Result result = lint.getOrDefault(file.migration().version(), Lint.Result.NONE);
      problems.addAll(file.problems());
      problems.addAll(result.problems());
      result.findings().forEach(finding -> problems.add(finding.toProblem()));
    }
    problems.sort(Comparator.comparing(Problem::position));
    return problems;
  }

  /**
   * What applying them would do to a database; nothing is changed.
   *
   * @throws dev.slipway.fault.SlipwayException when the database cannot be read
   */
  public MigrationPlan plan(DatabaseAddress database, Contracts contracts) {
    try (Connection connection = Connections.open(database)) {
      return new Planning(folder, database.shown(), contracts).plan(connection);
    } catch (SQLException failed) {
      throw Connections.failed(database, failed);
    }
  }

  /**
   * Applies what a plan says, in order, and stops at the first failure.
   *
   * @throws dev.slipway.fault.SlipwayException when the plan is blocked, is of other files, or the
   *     database is not there
   */
  public MigrationOutcome apply(
      MigrationPlan plan, DatabaseAddress database, MigrationListener listener) {
    if (supabase && !plan.isBlocked()) {
      SupabaseShim.install(database);
    }
    return new Applying(folder, settings, listener).apply(plan, database);
  }

  /**
   * Applies what a plan says to a copy of the database, which is removed afterwards.
   *
   * @throws dev.slipway.fault.SlipwayException when the plan is blocked, or no copy can be made
   */
  public Rehearsal rehearse(MigrationPlan plan, DatabaseAddress database) {
    return new Rehearsing(folder, settings, supabase, database).rehearse(plan);
  }

  /** How the files and a database stand to each other. */
  public MigrationStatus status(DatabaseAddress database) {
    try (Connection connection = Connections.open(database)) {
      return new StatusReading(folder).read(connection);
    } catch (SQLException failed) {
      throw Connections.failed(database, failed);
    }
  }

  /**
   * Notes the files up to a version as applied without running them, for a database whose schema
   * was made by something else, and answers which.
   *
   * @throws dev.slipway.fault.SlipwayException when the database has a history already, or there is
   *     no such version
   */
  public List<Migration> adopt(DatabaseAddress database, Version last) {
    return new Adoption(folder).adopt(database, last);
  }

  /** Drops the indexes that a failed CREATE INDEX CONCURRENTLY left behind, and names them. */
  public List<String> dropInvalidIndexes(DatabaseAddress database) {
    try (Connection connection = Connections.open(database)) {
      List<String> invalid = InvalidIndexes.all(connection);
      for (String index : invalid) {
        Connections.execute(connection, "drop index concurrently " + index);
      }
      return invalid;
    } catch (SQLException failed) {
      throw Connections.failed(database, failed);
    }
  }

  /**
   * The contract migrations in a database that these files do not know: a release with these files
   * does not fit the schema when there is one.
   */
  public List<Version> contractsBeyond(DatabaseAddress database) {
    try (Connection connection = Connections.open(database)) {
      Set<Version> known = all().stream().map(Migration::version).collect(Collectors.toSet());
      SchemaHistory history = SchemaHistory.read(connection);
      return history.applied().keySet().stream()
          .filter(version -> !known.contains(version))
          .filter(version -> history.phaseOf(version) == Phase.CONTRACT)
          .sorted()
          .toList();
    } catch (SQLException failed) {
      throw Connections.failed(database, failed);
    }
  }
}
