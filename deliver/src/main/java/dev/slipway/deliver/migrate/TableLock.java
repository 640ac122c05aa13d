package dev.slipway.deliver.migrate;

import java.util.Locale;
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
  public record TableSize(long rows, long bytes) {
    private static final long FEW_ROWS = 10_000;
    private static final long FEW_BYTES = 10L << 20;
    private static final long MANY_ROWS = 1_000_000;
    private static final long MANY_BYTES = 1L << 30;

    /** Whether work on every row is over in a moment. */
    boolean isSmall() {
      return rows < FEW_ROWS && bytes < FEW_BYTES;
    }

    /** Whether work on every row takes so long that users notice. */
    boolean isHuge() {
      return rows >= MANY_ROWS || bytes >= MANY_BYTES;
    }

    /** Both for a person. */
    public String shown() {
      double size = bytes;
      int unit = 0;
      while (size >= 1024 && unit < 4) {
        size /= 1024;
        unit++;
      }
      String unitName = new String[] {"bytes", "KiB", "MiB", "GiB", "TiB"}[unit];
      return String.format(Locale.ROOT, "about %,d rows, %.0f %s", rows, size, unitName);
    }
  }
}
