package dev.slipway.server;

import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of the server's journal that is about one thing: what is appended gets the scope before
 * its subject, and nothing else is read. As safe for many threads as the whole; closing it leaves
 * the whole open.
 *
 * @param scope the subject that all others lie below, such as {@code delivery/acme/harbor}
 */
record ScopedJournal(DatabaseJournal whole, String scope) implements Journal {
  @Override
  public Entry append(Draft draft) {
    return inside(whole.append(outside(draft)));
  }

  @Override
  public Entry appendDurably(Draft draft) {
    return inside(whole.appendDurably(outside(draft)));
  }

  /** The newest entry's number, whatever it is about. */
  @Override
  public long last() {
    return whole.last();
  }

  @Override
  public Entries from(long seq) {
    return new ScopedEntries(whole.entriesOf(scope, seq));
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    return whole.subscribe(
        entry -> {
          if (entry.subject().startsWith(prefix())) {
            listener.accept(inside(entry));
          }
        });
  }

  @Override
  public void close() {}

  private String prefix() {
    return scope + "/";
  }

  private Draft outside(Draft draft) {
    return new Draft(draft.actor(), draft.cause(), prefix() + draft.subject(), draft.event());
  }

  private Entry inside(Entry entry) {
    return new Entry(
        entry.seq(),
        entry.at(),
        entry.actor(),
        entry.cause(),
        entry.subject().substring(prefix().length()),
        entry.type(),
        entry.version(),
        entry.event());
  }

  /** Subjects as they were given. */
  private final class ScopedEntries implements Entries {
    private final Entries entries;

    private ScopedEntries(Entries entries) {
      this.entries = entries;
    }

    @Override
    public Optional<Entry> next() {
      return entries.next().map(ScopedJournal.this::inside);
    }

    @Override
    public Optional<Entry> await(Duration timeout) {
      return entries.await(timeout).map(ScopedJournal.this::inside);
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
