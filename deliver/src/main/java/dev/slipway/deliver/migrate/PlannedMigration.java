package dev.slipway.deliver.migrate;

import java.util.List;

/**
 * A migration that a plan applies or holds back.
 *
 * @param locks the locks it takes, strongest first
 * @param statementsDone how many of its statements an earlier attempt has applied; only one that is
 *     not transactional has any
 */
public record PlannedMigration(Migration migration, List<TableLock> locks, int statementsDone) {
  public PlannedMigration {
    locks = List.copyOf(locks);
  }
}
