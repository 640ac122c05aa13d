package dev.slipway.deliver;

import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A journal in memory whose process dies just before or after a certain entry. */
final class CrashingJournal implements Journal {
  private final List<Entry> entries = new ArrayList<>();
  private int left = Integer.MAX_VALUE;
  private boolean writesLast;
  private boolean dead;

  /** The death of a process; nothing catches it on purpose. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Dies at the entry after {@code more} more; that entry is written or not. */
  synchronized void dieAfter(int more, boolean written) {
    left = more;
    writesLast = written;
    dead = false;
  }

  synchronized void live() {
    left = Integer.MAX_VALUE;
    dead = false;
  }

  synchronized boolean isDead() {
    return dead;
  }

  @Override
  public Entry append(Draft draft) {
    return appendDurably(draft);
  }

  @Override
  public synchronized Entry appendDurably(Draft draft) {
    if (dead) {
      throw new Death();
    }
    if (left == 0) {
      dead = true;
      if (!writesLast) {
        throw new Death();
      }
    }
    left--;
    Entry entry =
        new Entry(
            entries.size() + 1,
            Instant.EPOCH.plusSeconds(entries.size()),
            draft.actor(),
            OptionalLong.empty(),
            draft.subject(),
            "test",
            1,
            draft.event());
    entries.add(entry);
    if (dead) {
      throw new Death();
    }
    return entry;
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public synchronized long last() {
    return entries.size();
  }

  @Override
  public Entries from(long seq) {
    List<Entry> copy = entries();
    return new Entries() {
      private int at = (int) seq - 1;

      @Override
      public Optional<Entry> next() {
        return at < copy.size() ? Optional.of(copy.get(at++)) : Optional.empty();
      }

      @Override
      public Optional<Entry> await(Duration timeout) {
        return next();
      }

      @Override
      public void close() {
        // Holds nothing.
      }
    };
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    throw new UnsupportedOperationException("nobody listens in these tests");
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
