package dev.slipway.cli;

import dev.slipway.store.Entry;
import dev.slipway.store.EntryFormat;

/** The entries of a run as the journal writes them, one JSON object a line. */
final class JsonView implements RunView {
  private final Terminal terminal;
  private final EntryFormat format;

  JsonView(Terminal terminal, EntryFormat format) {
    this.terminal = terminal;
    this.format = format;
  }

  @Override
  public void show(Entry entry) {
    terminal.print(format.encode(entry));
  }

  @Override
  public void tick() {
    // Each entry was printed when it came.
  }

  @Override
  public void close() {
    // Nothing is held back.
  }
}
