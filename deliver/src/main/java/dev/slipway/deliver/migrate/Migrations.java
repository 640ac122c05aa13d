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

  private Migrations(MigrationFolder folder, MigrationSettings settings) {
    this.folder = folder;
    this.settings = settings;
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
    return new Migrations(MigrationFolder.read(folder, shown), MigrationSettings.defaults());
  }

  /** The same files with another patience. */
  public Migrations with(MigrationSettings other) {
    return new Migrations(folder, other);
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
    return new Applying(folder, settings, listener).apply(plan, database);
  }

  /**
   * The contract migrations in a database that these files do not know: a release with these files
   * does not fit the schema when there is one.
   */
  public List<Version> contractsBeyond(DatabaseAddress database) {
    try (Connection connection = Connections.open(database)) {
      Set<Version> known = all().stream().map(Migration::version).collect(Collectors.toSet());
      History history = History.read(connection);
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
