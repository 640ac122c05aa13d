package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/**
 * The name of a log: one or more parts with slashes between, such as {@code run-7/build/3}; each of
 * ASCII letters, digits, {@code .}, {@code _} and {@code -}, at most 100, and not starting with a
 * dot. So no name leaves the store's folder.
 *
 * @param value the whole name
 */
public record LogId(String value) {
  private static final int MAX_PART = 100;

  /** Refuses names that are no safe relative paths. */
  public LogId {
    int length = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '/' && length > 0) {
        length = 0;
      } else if (isPart(c) && length < MAX_PART && !(c == '.' && length == 0)) {
        length++;
      } else {
        throw refused(value);
      }
    }
    if (length == 0) {
      throw refused(value);
    }
  }

  /** The log named by {@code parts}, each a part of its own. */
  public static LogId of(String... parts) {
    return new LogId(String.join("/", parts));
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static SlipwayException refused(String value) {
    return new SlipwayException(
        ErrorCode.REFUSED,
        "'"
            + value
            + "' cannot name a log; use parts of letters, digits, '.', '_', '-' with '/' between");
  }
}
