package dev.slipway.deliver.migrate;

import java.util.Locale;

/**
 * The table locks of PostgreSQL, weakest first, and whom each keeps waiting.
 *
 * <p>Source: PostgreSQL documentation, "Explicit Locking", table "Conflicting Lock Modes".
 */
public enum LockLevel {
  ACCESS_SHARE("nobody but exclusive access"),
  ROW_SHARE("nobody who reads or writes"),
  ROW_EXCLUSIVE("nobody who reads or writes"),
  SHARE_UPDATE_EXCLUSIVE("other schema changes and vacuum"),
  SHARE("writes"),
  SHARE_ROW_EXCLUSIVE("writes"),
  EXCLUSIVE("writes"),
  ACCESS_EXCLUSIVE("reads and writes");

  private final String blocks;

  LockLevel(String blocks) {
    this.blocks = blocks;
  }

  /** Whom it keeps waiting, in words. */
  public String blocks() {
    return blocks;
  }

  /** Its name as the documentation writes it. */
  public String title() {
    return name().replace('_', ' ');
  }

  /** The one of two that keeps more waiting. */
  static LockLevel stronger(LockLevel one, LockLevel other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** The level of a mode of pg_locks, such as {@code AccessExclusiveLock}. */
  static LockLevel ofMode(String mode) {
    String wanted = mode.substring(0, mode.length() - "Lock".length()).toLowerCase(Locale.ROOT);
    for (LockLevel level : values()) {
      if (level.name().replace("_", "").toLowerCase(Locale.ROOT).equals(wanted)) {
        return level;
      }
    }
    throw new IllegalArgumentException("Not a lock mode: " + mode);
  }
}
