package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One row of a result, by the names of its columns; valid only while a {@link RowReader} is called
 * with it. A column that is unknown is a defect, and so is {@code null} where a value is asked for.
 */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /** The text of a column that is never null. */
  public String text(String column) {
    return optionalText(column).orElseThrow(() -> isNull(column));
  }

  /** The text of a column. */
  public Optional<String> optionalText(String column) {
    try {
      return Optional.ofNullable(result.getString(column));
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  /** The whole number of a column that is never null. */
  public long number(String column) {
    return optionalNumber(column).orElseThrow(() -> isNull(column));
  }

  /** The whole number of a column that is never null and fits an int. */
  public int integer(String column) {
    return Math.toIntExact(number(column));
  }

  /** The whole number of a column. */
  public OptionalLong optionalNumber(String column) {
    try {
      long value = result.getLong(column);
      return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  /** Whether the number of a column that is never null is not 0. */
  public boolean flag(String column) {
    return number(column) != 0;
  }

  /** The instant of a column that is never null, kept in milliseconds. */
  public Instant instant(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  /** The instant of a column, kept in milliseconds. */
  public Optional<Instant> optionalInstant(String column) {
    OptionalLong millis = optionalNumber(column);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  /** The bytes of a column that is never null. */
  public byte[] bytes(String column) {
    try {
      byte[] bytes = result.getBytes(column);
      if (result.wasNull()) {
        throw isNull(column);
      }
      return bytes;
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  private static SlipwayException isNull(String column) {
    return new SlipwayException(ErrorCode.CORRUPT, "The column '" + column + "' of a row is null");
  }

  private static SlipwayException unreadable(String column, SQLException cause) {
    return new SlipwayException(
        ErrorCode.INTERNAL,
        "Cannot read the column '" + column + "' of a row: " + cause.getMessage(),
        cause);
  }
}
