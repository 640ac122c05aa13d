package dev.slipway.store;

/**
 * Something to be done in one transaction of a {@link Database}; runs on a thread of the database,
 * so it must neither wait for anything nor ask the database by another way than its transaction.
 *
 * @param <T> what comes out of it
 */
@FunctionalInterface
public interface Work<T> {
  /** Does it; what it throws undoes its changes and reaches the caller. */
  T run(Transaction transaction);
}
