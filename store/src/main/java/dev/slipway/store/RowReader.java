package dev.slipway.store;

/**
 * Makes something of one row of a result.
 *
 * @param <T> what is made
 */
@FunctionalInterface
public interface RowReader<T> {
  /** Reads the row, which is gone afterwards. */
  T read(Row row);
}
