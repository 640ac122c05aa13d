package dev.slipway.deliver.migrate;

import java.time.Duration;

/**
 * How patient a migration is.
 *
 * @param lockTimeout how long a statement may wait for a lock; all who come after it wait as well
 * @param statementTimeout how long a statement may run
 * @param concurrentTimeout how long a statement may run that lets others read and write, such as
 *     CREATE INDEX CONCURRENTLY; it may wait for its locks as long
 * @param attempts how often a migration is tried that does not get its lock
 * @param firstPause the pause after the first attempt; it doubles each time up to ten times itself
 */
public record MigrationSettings(
    Duration lockTimeout,
    Duration statementTimeout,
    Duration concurrentTimeout,
    int attempts,
    Duration firstPause) {
  private static final int LONGEST_PAUSE = 10;

  /** Refuses what would wait for ever. */
  public MigrationSettings {
    if (lockTimeout.toMillis() < 1
        || statementTimeout.toMillis() < 1
        || concurrentTimeout.toMillis() < 1
        || attempts < 1) {
      throw new IllegalArgumentException("A migration needs limits above zero");
    }
  }

  /** What suits a database in use: 3 s for a lock, 5 min for a statement, 8 attempts. */
  public static MigrationSettings defaults() {
    return new MigrationSettings(
        Duration.ofSeconds(3),
        Duration.ofMinutes(5),
        Duration.ofHours(4),
        8,
        Duration.ofSeconds(1));
  }

  /** The pause after so many failed attempts. */
  Duration pause(int failed) {
    int factor = Math.min(LONGEST_PAUSE, 1 << Math.min(failed - 1, 16));
    return firstPause.multipliedBy(factor);
  }
}
