package dev.slipway.store;

/**
 * Tables that are computed from the journal and hold no truth of their own: emptied and filled
 * again, they say the same. Called by one thread at a time.
 */
public interface ReadModel {
  /** What tells it from the other ones of a database. */
  String name();

  /**
   * Raised when it computes something else than before, so that it is filled anew; 1 or more. Its
   * tables come to be by {@link Migrations}.
   */
  int version();

  /** Empties its tables. */
  void clear(Transaction transaction);

  /** Takes the next entry in; one that it does not know changes nothing. */
  void apply(Transaction transaction, Entry entry);
}
