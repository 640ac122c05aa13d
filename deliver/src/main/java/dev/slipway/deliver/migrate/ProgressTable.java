package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The table {@code slipway_migrations}: what Flyway's history has no column for. A transactional
 * migration writes its line in its own transaction; one that is not counts its statements in it, so
 * that the next attempt goes on where the last one stopped.
 */
final class ProgressTable {
  private static final String NAME = "slipway_migrations";
  private static final String CREATE =
      """
      create table if not exists TABLE (
        version text primary key,
        phase text not null,
        checksum text not null,
        statements integer not null,
        done integer not null,
        changed_at timestamptz not null default now())
      """;

  /** Interfaces that publish whole schemas, as Supabase's does, have no business here. */
  private static final String HIDE =
      """
      do $$
      declare
        role text;
      begin
        for role in select rolname from pg_roles
                     where rolname in ('anon', 'authenticated') loop
          execute format('revoke all on TABLE from %I', role);
        end loop;
      end
      $$
      """;

  /**
   * What the table says of a version.
   *
   * @param done how many of its statements are applied
   */
  record Line(Version version, Phase phase, String checksum, int statements, int done) {}

  private final String table;

  private ProgressTable(String table) {
    this.table = table;
  }

  /** The table of the current schema, made if it is not there. */
  static ProgressTable open(Connection connection) throws SQLException {
    String schema = Connections.column(connection, "select current_schema()").getFirst();
    ProgressTable made = new ProgressTable(Connections.quoted(schema) + "." + NAME);
    boolean there =
        Connections.isTrue(
            connection, "select to_regclass(" + Connections.literal(made.table) + ") is not null");
    if (!there) {
      Connections.execute(connection, CREATE.replace("TABLE", made.table));
      Connections.execute(connection, HIDE.replace("TABLE", made.table));
    }
    return made;
  }

  /** All lines; none where there is no such table. */
  static Map<Version, Line> read(Connection connection) throws SQLException {
    Map<Version, Line> lines = new HashMap<>();
    if (!Connections.isTrue(connection, "select to_regclass('" + NAME + "') is not null")) {
      return lines;
    }
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select version, phase, checksum, statements, done from " + NAME)) {
      while (result.next()) {
        Version version = new Version(result.getString(1));
        Phase phase = Phase.valueOf(result.getString(2));
        lines.put(
            version,
            new Line(version, phase, result.getString(3), result.getInt(4), result.getInt(5)));
      }
    }
    return lines;
  }

  /** Notes how far a migration is. */
  void note(Connection connection, MigrationFile file, int done) throws SQLException {
    String sql =
        "insert into "
            + table
            + " (version, phase, checksum, statements, done) values (?, ?, ?, ?, ?)"
            + " on conflict (version) do update set phase = excluded.phase,"
            + " checksum = excluded.checksum, statements = excluded.statements,"
            + " done = excluded.done, changed_at = now()";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Migration migration = file.migration();
      statement.setString(1, migration.version().text());
      statement.setString(2, migration.phase().name());
      statement.setString(3, migration.checksum());
      statement.setInt(4, file.script().statements().size());
      statement.setInt(5, done);
      statement.executeUpdate();
    }
  }
}
