package dev.slipway.cli;

import dev.slipway.store.Entry;

/** Shows a run while it happens. Called by one thread at a time, entries in their order. */
interface RunView extends AutoCloseable {
  /** An entry was appended. */
  void show(Entry entry);

  /** Time has passed: steps may have printed something. */
  void tick();

  /** No more will come. */
  @Override
  void close();
}
