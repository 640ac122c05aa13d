package dev.slipway.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one ordered record of everything that happened; safe for use by many threads.
 *
 * <p>One appender numbers the entries 1, 2, 3 … without a gap, and an entry can be read only after
 * all earlier ones, so a reader that goes on from the last number it saw misses nothing.
 */
public interface Journal extends AutoCloseable {
  /**
   * Appends an entry that survives the end of this process, but not a power cut: for what can be
   * done again, such as the entries of a run.
   */
  Entry append(Draft draft);

  /**
   * Appends an entry that is on the disk when this returns: for what must be known before its
   * effect, such as a deployment. Callers at the same time share one write to the disk.
   */
  Entry appendDurably(Draft draft);

  /** The number of the newest entry; 0 when there is none. */
  long last();

  /** Every entry from {@code seq} (1 or more) on; close it after use. */
  Entries from(long seq);

  /**
   * Calls {@code listener} for each entry appended from now on, in order and never by two threads
   * at once, on a thread that appends, shortly after the append. A listener may append; it must not
   * wait for another one. One that throws is not called again.
   */
  Subscription subscribe(Consumer<Entry> listener);

  /** Delivers what listeners have not seen yet, and ends appending. */
  @Override
  void close();

  /** A reader's place in a journal; for use by one thread. */
  interface Entries extends AutoCloseable {
    /** The next entry, if there is one already. */
    Optional<Entry> next();

    /**
     * The next entry; waits up to {@code timeout} for it to be appended, and no longer once the
     * journal is closed.
     */
    Optional<Entry> await(Duration timeout);

    @Override
    void close();
  }

  /** A listener's place among the listeners. */
  interface Subscription extends AutoCloseable {
    /** What the listener threw, if that ended the subscription. */
    Optional<RuntimeException> failure();

    /** Ends the subscription; the listener may still be in its last call. */
    @Override
    void close();
  }
}
