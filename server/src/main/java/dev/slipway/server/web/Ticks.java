package dev.slipway.server.web;

import dev.slipway.server.http.EventSink;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.Entry;
import dev.slipway.store.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells a page when it has something new to show: after entries about its subject, which it takes
 * together when they come in a burst. For use by one thread.
 */
final class Ticks implements AutoCloseable {
  private static final Duration BURST = Duration.ofMillis(120);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final int BEATS = 2;

  private final Journal.Entries entries;
  private int silent;

  /** Ticks of what is appended from now on about a subject and what lies below it. */
  Ticks(DatabaseJournal journal, String subject) {
    entries = journal.entriesOf(subject, journal.last() + 1);
  }

  /** Returns when there may be something new, after five seconds at the latest. */
  void await(EventSink sink) throws IOException {
    Optional<Entry> entry = entries.await(QUIET);
    if (entry.isEmpty()) {
      silent++;
      if (silent >= BEATS) {
        sink.beat();
        silent = 0;
      }
      return;
    }
    silent = 0;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (entry.isPresent() && System.nanoTime() < deadline) {
      entry = entries.await(BURST);
    }
  }

  @Override
  public void close() {
    entries.close();
  }
}
