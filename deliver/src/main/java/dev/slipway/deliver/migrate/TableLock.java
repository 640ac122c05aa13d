package dev.slipway.deliver.migrate;

import java.util.Optional;

/**
 * The strongest lock a migration takes on a table that was there before it.
 *
 * @param size how large the table is; empty where nobody has looked
 */
public record TableLock(String table, LockLevel level, Optional<TableSize> size) {
  /**
   * How large a table is, by the statistics of the server.
   *
   * @param rows an estimate
   * @param bytes with indexes and what is stored out of line
   */
  public record TableSize(long rows, long bytes) {}
}
