package dev.slipway.deliver.migrate;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries a plan on a copy of the database, on the same server, and removes the copy. */
final class Rehearsing {
  private static final long LARGEST_COPY = 1L << 30;
  private static final String OBJECT_IN_USE = "55006";

  private final MigrationFolder folder;
  private final MigrationSettings settings;
  private final boolean supabase;
  private final DatabaseAddress database;
  private final List<String> notes = new ArrayList<>();

  Rehearsing(
      MigrationFolder folder,
      MigrationSettings settings,
      boolean supabase,
      DatabaseAddress database) {
    this.folder = folder;
    this.settings = settings;
    this.supabase = supabase;
    this.database = database;
  }

  Rehearsal rehearse(MigrationPlan plan) {
    // One name a database, so that what a crash left is removed by the next rehearsal.
    String name = "slipway_rehearsal_" + Integer.toHexString(database.name().hashCode());
    DatabaseAddress scratch = database.withName(name);
    try (Connection server = Connections.open(database.withName("postgres"))) {
      try {
        Rehearsal.Copy copy = copy(server, scratch);
        return run(plan, scratch, copy);
      } finally {
        Connections.execute(
            server, "drop database if exists " + Connections.quoted(name) + " with (force)");
      }
    } catch (SQLException failed) {
      throw new SlipwayException(
          ErrorCode.MACHINE,
          "No rehearsal on the server of "
              + database.shown()
              + ": "
              + failed.getMessage()
              + "; the user needs the right to create databases",
          failed);
    }
  }

  private Rehearsal.Copy copy(Connection server, DatabaseAddress scratch) throws SQLException {
    String name = Connections.quoted(scratch.name());
    Connections.execute(server, "drop database if exists " + name + " with (force)");
    if (isSmallEnough(server)) {
      try {
        Connections.execute(
            server, "create database " + name + " template " + Connections.quoted(database.name()));
        return Rehearsal.Copy.TEMPLATE;
      } catch (SQLException refused) {
        notes.add("No copy with data: " + reason(refused));
      }
    }
    Connections.execute(server, "create database " + name + " template template0");
    return Rehearsal.Copy.REPLAY;
  }

  private static String reason(SQLException refused) {
    if (OBJECT_IN_USE.equals(refused.getSQLState())) {
      return "a server copies only a database that nobody is connected to";
    }
    return String.valueOf(refused.getMessage());
  }

  private boolean isSmallEnough(Connection server) throws SQLException {
    String size =
        Connections.column(
                server, "select pg_database_size(" + Connections.literal(database.name()) + ")")
            .getFirst();
    if (Long.parseLong(size) > LARGEST_COPY) {
      notes.add("No copy with data: the database is larger than 1 GiB");
      return false;
    }
    return true;
  }

  private Rehearsal run(MigrationPlan plan, DatabaseAddress scratch, Rehearsal.Copy copy)
      throws SQLException {
    if (supabase) {
      SupabaseShim.install(scratch);
    }
    if (copy == Rehearsal.Copy.REPLAY) {
      Optional<MigrationOutcome> broken = replay(plan, scratch);
      if (broken.isPresent()) {
        notes.add("The files do not make the schema they say they have made");
        return new Rehearsal(copy, List.of(), broken.get(), notes);
      }
    }
    Witness witness = new Witness();
    Map<Version, Witness.Sight> sights = new HashMap<>();
    try (Connection connection = Connections.open(scratch)) {
      witness.begin(connection);
    }
    List<Rehearsal.Seen> seen = new ArrayList<>();
    Applying applying =
        new Applying(
            folder,
            settings,
            progress -> {
              if (progress instanceof MigrationProgress.Applied applied) {
                seen.add(seen(applied.migration(), applied.took(), sights));
              }
            });
    MigrationOutcome outcome =
        applying
            .watchedBy(
                (file, connection) ->
                    sights.put(file.migration().version(), witness.look(connection)))
            .apply(plan, scratch);
    return new Rehearsal(copy, seen, outcome, notes);
  }

  private static Rehearsal.Seen seen(
      Migration migration, Duration took, Map<Version, Witness.Sight> sights) {
    Witness.Sight sight =
        sights.getOrDefault(migration.version(), new Witness.Sight(List.of(), List.of()));
    List<TableLock> locks = migration.transactional() ? sight.locks() : List.of();
    return new Rehearsal.Seen(migration, took, locks, sight.rewritten());
  }

  /** Applies what the database has already; a failure means that the files do not make it. */
  private Optional<MigrationOutcome> replay(MigrationPlan plan, DatabaseAddress scratch) {
    Set<Version> later =
        plan.pending().stream()
            .map(planned -> planned.migration().version())
            .collect(Collectors.toSet());
    plan.held().forEach(held -> later.add(held.migration().version()));
    List<PlannedMigration> before =
        folder.files().stream()
            .map(MigrationFile::migration)
            .filter(migration -> !later.contains(migration.version()))
            .map(migration -> new PlannedMigration(migration, List.of(), 0))
            .toList();
    MigrationPlan first =
        new MigrationPlan(
            scratch.shown(), Optional.empty(), before, List.of(), List.of(), List.of());
    MigrationOutcome outcome =
        new Applying(folder, settings, MigrationListener.NONE).apply(first, scratch);
    return outcome instanceof MigrationOutcome.Failed ? Optional.of(outcome) : Optional.empty();
  }
}
