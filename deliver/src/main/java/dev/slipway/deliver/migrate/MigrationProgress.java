package dev.slipway.deliver.migrate;

import java.time.Duration;

/** What happens while a plan is applied. */
public sealed interface MigrationProgress {
  /** The migration it is about. */
  Migration migration();

  /** A migration begins. */
  record Started(Migration migration) implements MigrationProgress {}

  /**
   * A statement did not get its lock and will be tried again.
   *
   * @param attempt how many attempts have failed, from 1
   * @param attempts how many there are at most
   * @param reason what the server said
   * @param pause how long until the next one
   */
  record Retrying(Migration migration, int attempt, int attempts, String reason, Duration pause)
      implements MigrationProgress {}

  /**
   * Something was done besides what the file says.
   *
   * @param note what, as a sentence
   */
  record Noted(Migration migration, String note) implements MigrationProgress {}

  /**
   * A migration is applied and recorded.
   *
   * @param took the time from its start
   */
  record Applied(Migration migration, Duration took) implements MigrationProgress {}
}
