package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a database says was applied to it: the rows of Flyway's history, and of {@link
 * ProgressTable} beside it.
 *
 * @param rows the applied and failed versions in the order they were applied
 * @param progress what {@link ProgressTable} adds, by version
 * @param populated whether there are tables of the application
 * @param supabase the last version that the Supabase CLI has applied, if it has
 */
record SchemaHistory(
    List<Row> rows,
    Map<Version, ProgressTable.Line> progress,
    boolean populated,
    Optional<String> supabase) {
  /** The table in which Flyway keeps the history. */
  static final String TABLE = "flyway_schema_history";

  private static final String QUERY =
      """
      select version, script, checksum, success, installed_on
        from flyway_schema_history
       where version is not null and type <> 'BASELINE'
       order by installed_rank
      """;

  /** Tables that neither an extension nor the history has put there. */
  private static final String POPULATED =
      """
      select exists (
        select from pg_class c
         where c.relnamespace = current_schema()::regnamespace
           and c.relkind in ('r', 'p')
           and c.relname not in ('flyway_schema_history', 'slipway_migrations')
           and not exists (select from pg_depend d
                            where d.objid = c.oid and d.deptype = 'e'))
      """;

  /**
   * One applied or failed version.
   *
   * @param checksum Flyway's; empty for a version that was only noted as applied
   */
  record Row(
      Version version, String script, Optional<Integer> checksum, boolean success, Instant at) {}

  SchemaHistory {
    rows = List.copyOf(rows);
    progress = Map.copyOf(progress);
  }

  /** Reads what there is; a database without a history has an empty one. */
  static SchemaHistory read(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    if (Connections.isTrue(connection, "select to_regclass('" + TABLE + "') is not null")) {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(QUERY)) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
    }
    return new SchemaHistory(
        rows,
        ProgressTable.read(connection),
        Connections.isTrue(connection, POPULATED),
        supabase(connection));
  }

  /** The Supabase CLI orders versions as text. */
  private static Optional<String> supabase(Connection connection) throws SQLException {
    String table = "supabase_migrations.schema_migrations";
    if (!Connections.isTrue(connection, "select to_regclass('" + table + "') is not null")) {
      return Optional.empty();
    }
    return Connections.column(
            connection, "select version from " + table + " order by version desc limit 1")
        .stream()
        .findFirst();
  }

  private static Row row(ResultSet result) throws SQLException {
    int checksum = result.getInt("checksum");
    Optional<Integer> known = result.wasNull() ? Optional.empty() : Optional.of(checksum);
    Timestamp at = result.getTimestamp("installed_on");
    return new Row(
        new Version(result.getString("version")),
        result.getString("script"),
        known,
        result.getBoolean("success"),
        at.toInstant());
  }

  /** Whether migrations were ever applied here. */
  boolean isKnown() {
    return !rows.isEmpty() || !progress.isEmpty();
  }

  /** The versions that are applied, with their rows. */
  Map<Version, Row> applied() {
    Map<Version, Row> applied = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.success()) {
        applied.put(row.version(), row);
      }
    }
    return applied;
  }

  /** The highest version that is applied. */
  Optional<Version> current() {
    return applied().keySet().stream().max(Version::compareTo);
  }

  /** How many statements of a version are applied though the version is not. */
  int statementsDone(Version version) {
    if (applied().containsKey(version)) {
      return 0;
    }
    return Optional.ofNullable(progress.get(version)).map(ProgressTable.Line::done).orElse(0);
  }

  /** The phase of a version; of one that another program applied, the worst is assumed. */
  Phase phaseOf(Version version) {
    return Optional.ofNullable(progress.get(version))
        .map(ProgressTable.Line::phase)
        .orElse(Phase.CONTRACT);
  }
}
