package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Indexes that a failed CREATE INDEX CONCURRENTLY has left behind: kept up to date at every write,
 * used by no query.
 */
final class InvalidIndexes {
  private static final String QUERY =
      """
      select i.indexrelid::regclass::text
        from pg_index i join pg_class c on c.oid = i.indexrelid
       where not i.indisvalid and c.relkind = 'i'
      """;

  private InvalidIndexes() {}

  /** The names of all of them, qualified and quoted where needed. */
  static List<String> all(Connection connection) throws SQLException {
    return Connections.column(connection, QUERY + " order by 1");
  }

  /**
   * Drops the invalid index that stands in the way of a CREATE INDEX CONCURRENTLY of the same name
   * and answers what it did.
   */
  static Optional<String> clear(Connection connection, SqlStatement statement) throws SQLException {
    Optional<String> name = created(statement);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String unqualified = name.get().substring(name.get().lastIndexOf('.') + 1);
    List<String> invalid =
        Connections.column(
            connection, QUERY + " and c.relname = " + Connections.literal(unqualified));
    if (invalid.isEmpty()) {
      return Optional.empty();
    }
    Connections.execute(connection, "drop index concurrently " + invalid.getFirst());
    return Optional.of(
        "dropped the invalid index " + invalid.getFirst() + " that an earlier attempt left behind");
  }

  private static Optional<String> created(SqlStatement statement) {
    Cursor cursor = statement.cursor();
    if (!cursor.take("create")) {
      return Optional.empty();
    }
    cursor.take("unique");
    if (!cursor.take("index concurrently")) {
      return Optional.empty();
    }
    cursor.take("if not exists");
    return cursor.peek().is("on") ? Optional.empty() : cursor.name();
  }
}
