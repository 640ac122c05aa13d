package dev.slipway.server.git;

import dev.slipway.store.Entry;
import dev.slipway.store.Transaction;

/**
 * Told of every push. Whoever knows the workflows answers: what a push starts is theirs. Must be
 * safe for use by many threads.
 */
public interface PushListener {
  /** Nothing follows from a push. */
  PushListener NONE = push -> (transaction, entry) -> {};

  /**
   * Finds out what follows from a push; starts nothing, and must not fail because of what was
   * pushed.
   */
  Effect prepare(Push push);

  /** What follows from a push. */
  interface Effect {
    /** Takes it down in the transaction that records the push, caused by the entry about it. */
    void apply(Transaction transaction, Entry entry);
  }
}
