package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * One connection to a SQLite file, with its prepared statements; for use by one platform thread,
 * which its native calls pin.
 */
final class SqlConnection implements AutoCloseable {
  private static final int MOST_PREPARED = 200;

  // As https://www.sqlite.org/rescode.html numbers them.
  private static final List<Integer> OF_THE_MACHINE = List.of(5, 6, 7, 8, 10, 13, 14);
  private static final List<Integer> OF_THE_FILE = List.of(11, 26);

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

  private SqlConnection(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens the file, and makes it if it is not there. */
  static SqlConnection open(Path file, String... pragmas) {
    SqliteLibrary.prepare(file.resolveSibling("native"));
    Connection connection;
    try {
      connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    } catch (SQLException e) {
      throw failed(file, "open", e);
    }
    SqlConnection opened = new SqlConnection(file, connection);
    try {
      for (String pragma : pragmas) {
        opened.execute("pragma " + pragma);
      }
      return opened;
    } catch (SlipwayException e) {
      opened.close();
      throw e;
    }
  }

  /** Runs statements that take no values, one after the other. */
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failed(file, sql, e);
    }
  }

  int update(String sql, Object... values) {
    return with(sql, values, PreparedStatement::executeUpdate);
  }

  <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
    return with(
        sql,
        values,
        statement -> {
          List<T> rows = new ArrayList<>();
          try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
              rows.add(reader.read(row));
            }
          }
          return rows;
        });
  }

  // A statement in use is not in the map: a reader of its rows may run the same text again.
  private <T> T with(String sql, Object[] values, Use<T> use) {
    try {
      PreparedStatement statement = prepared.remove(sql);
      if (statement == null) {
        statement = connection.prepareStatement(sql);
      }
      T result;
      try {
        bind(statement, values);
        result = use.of(statement);
      } catch (SQLException | RuntimeException e) {
        statement.close();
        throw e;
      }
      keep(sql, statement);
      return result;
    } catch (SQLException e) {
      throw failed(file, sql, e);
    }
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
    statement.clearParameters();
    PreparedStatement other = prepared.put(sql, statement);
    if (other != null) {
      other.close();
    }
    if (prepared.size() > MOST_PREPARED) {
      String oldest = prepared.keySet().iterator().next();
      PreparedStatement dropped = prepared.remove(oldest);
      if (dropped != null) {
        dropped.close();
      }
    }
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, plain(values[i]));
    }
  }

  private static void bind(PreparedStatement statement, int place, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(place, Types.NULL);
      case String text -> statement.setString(place, text);
      case Long number -> statement.setLong(place, number);
      case Integer number -> statement.setLong(place, number);
      case Boolean flag -> statement.setLong(place, flag ? 1 : 0);
      case Instant instant -> statement.setLong(place, instant.toEpochMilli());
      case Duration duration -> statement.setLong(place, duration.toMillis());
      case Enum<?> constant -> statement.setString(place, constant.name());
      case byte[] bytes -> statement.setBytes(place, bytes);
      default ->
          throw new SlipwayException(
              ErrorCode.INTERNAL, "A statement takes no value of " + value.getClass());
    }
  }

  private static @Nullable Object plain(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.orElse(null);
      case OptionalLong number -> number.isPresent() ? number.getAsLong() : null;
      default -> value;
    };
  }

  @Override
  public void close() {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failed(file, "close", e);
    }
  }

  private static SlipwayException failed(Path file, String what, SQLException cause) {
    return new SlipwayException(
        code(cause.getErrorCode()),
        "The database " + file + " failed: " + cause.getMessage() + "\n  at: " + what.strip(),
        cause);
  }

  private static ErrorCode code(int result) {
    if (OF_THE_MACHINE.contains(result)) {
      return ErrorCode.MACHINE;
    }
    return OF_THE_FILE.contains(result) ? ErrorCode.CORRUPT : ErrorCode.INTERNAL;
  }

  /** What is done with a statement that is prepared and has its values. */
  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
