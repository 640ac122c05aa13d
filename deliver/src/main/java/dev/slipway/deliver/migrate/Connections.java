package dev.slipway.deliver.migrate;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections and asks short questions on them. */
final class Connections {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final String TRANSACTION_POOLER = "6543";

  private Connections() {}

  /** A source of connections that knows the password. */
  static PGSimpleDataSource source(DatabaseAddress address) {
    switch (address.dialect()) {
      case POSTGRESQL -> {}
      case SQLITE ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED,
              "Slipway migrates PostgreSQL; "
                  + address.shown()
                  + " is SQLite, whose schema the application has to make by itself");
    }
    if (address.shown().contains(":" + TRANSACTION_POOLER + "/")) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          address.shown()
              + " looks like a pooler that shares connections between transactions (port 6543);"
              + " a migration needs a session of its own: use the direct or the session address,"
              + " usually port 5432");
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.place());
    address.user().ifPresent(source::setUser);
    address.password().ifPresent(source::setPassword);
    source.setApplicationName("slipway migrate");
    source.setConnectTimeout((int) CONNECT_LIMIT.toSeconds());
    source.setTcpKeepAlive(true);
    return source;
  }

  /**
   * Connects.
   *
   * @throws SlipwayException when the server is not there or refuses
   */
  static Connection open(DatabaseAddress address) {
    try {
      return source(address).getConnection();
    } catch (SQLException refused) {
      throw failed(address, refused);
    }
  }

  /** The fault for a database that cannot be talked to. */
  static SlipwayException failed(DatabaseAddress address, SQLException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "The database " + address.shown() + ": " + cause.getMessage(), cause);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /** The first column of all rows. */
  static List<String> column(Connection connection, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }

  /** Whether a query gives true. */
  static boolean isTrue(Connection connection, String query) throws SQLException {
    return column(connection, query).equals(List.of("t"));
  }

  /** A text as an SQL literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A name as SQL has it, in quotes. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
