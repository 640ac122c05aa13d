package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at what a migration has locked and rewritten while its transaction is still open. Not
 * thread-safe.
 */
final class Witness {
  /** Tables and materialized views of the application with the file their data is in. */
  private static final String TABLES =
      """
      select c.oid::bigint, c.oid::regclass::text, c.relfilenode::bigint
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'm')
         and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and c.relname not in ('flyway_schema_history', 'slipway_migrations')
      """;

  /** Predicate locks of serializable transactions keep nobody waiting. */
  private static final String LOCKS =
      """
      select relation::bigint, mode from pg_locks
       where pid = pg_backend_pid() and locktype = 'relation' and granted
         and mode <> 'SIReadLock'
      """;

  private final Map<Long, Table> known = new HashMap<>();

  private record Table(String name, long file) {}

  /** What was seen of one migration. */
  record Sight(List<TableLock> locks, List<String> rewritten) {}

  /** Remembers what is there before the first migration. */
  void begin(Connection connection) throws SQLException {
    known.putAll(tables(connection));
  }

  /** What the migration that just ran has done to tables older than itself. */
  Sight look(Connection connection) throws SQLException {
    Map<Long, LockLevel> held = held(connection);
    Map<Long, Table> now = tables(connection);
    List<TableLock> locks = new ArrayList<>();
    held.forEach(
        (table, level) -> {
          Table older = known.get(table);
          if (older != null) {
            locks.add(new TableLock(older.name(), level, Optional.empty()));
          }
        });
    locks.sort(Collections.reverseOrder(Comparator.comparing(TableLock::level)));
    List<String> rewritten = new ArrayList<>();
    known.forEach(
        (oid, older) -> {
          Table later = now.get(oid);
          if (later != null && later.file() != older.file()) {
            rewritten.add(older.name());
          }
        });
    Collections.sort(rewritten);
    known.clear();
    known.putAll(now);
    return new Sight(locks, rewritten);
  }

  private static Map<Long, Table> tables(Connection connection) throws SQLException {
    Map<Long, Table> tables = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        tables.put(result.getLong(1), new Table(result.getString(2), result.getLong(3)));
      }
    }
    return tables;
  }

  private static Map<Long, LockLevel> held(Connection connection) throws SQLException {
    Map<Long, LockLevel> held = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOCKS);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        LockLevel level = LockLevel.ofMode(result.getString(2));
        held.merge(result.getLong(1), level, LockLevel::stronger);
      }
    }
    held.values().removeIf(level -> level == LockLevel.ACCESS_SHARE);
    return held;
  }
}
