package dev.slipway.deliver.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Questions of tests to a database. */
final class Asked {
  private Asked() {}

  /** The first column of a query. */
  static List<String> column(DatabaseAddress database, String query) {
    try (Connection connection = Connections.open(database)) {
      return Connections.column(connection, query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements that a test needs. */
  static void execute(DatabaseAddress database, String sql) {
    try (Connection connection = Connections.open(database)) {
      Connections.execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
