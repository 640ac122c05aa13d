package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.Journal.Entries;
import dev.slipway.store.Journal.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every journal does, wherever it keeps its entries. */
abstract class JournalContract {
  static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00.123456789Z"));

  private static final int WRITERS = 6;
  private static final int EACH = 300;
  private static final List<Long> ALL =
      LongStream.rangeClosed(1, (long) WRITERS * EACH).boxed().toList();

  @TempDir Path folder;

  /** The journal in the folder, as it was left, or a new one. */
  abstract Journal open();

  @Test
  void numbersEntriesFromOneAndReadsThemBack() {
    try (Journal journal = open()) {
      Entry first = journal.append(draft(1));
      Entry second = journal.appendDurably(draft(2).becauseOf(first.seq()));

      assertThat(first.seq()).isEqualTo(1);
      assertThat(second.cause()).hasValue(1);
      assertThat(journal.last()).isEqualTo(2);
      assertThat(readAll(journal, 1)).containsExactly(first, second);
      assertThat(readAll(journal, 2)).containsExactly(second);
      assertThat(readAll(journal, 3)).isEmpty();
    }
  }

  @Test
  void goesOnWhereAnEarlierOpeningEnded() {
    try (Journal journal = open()) {
      journal.append(draft(1));
    }
    try (Journal journal = open()) {
      assertThat(journal.append(draft(2)).seq()).isEqualTo(2);
      assertThat(readAll(journal, 1)).hasSize(2);
    }
  }

  @Test
  void tellsListenersInOrderAlsoWhenTheyAppend() {
    List<Long> seen = new ArrayList<>();
    try (Journal journal = open()) {
      journal.subscribe(
          entry -> {
            if (entry.seq() < 5) {
              journal.append(draft(0).becauseOf(entry.seq()));
            }
          });
      journal.subscribe(entry -> seen.add(entry.seq()));

      journal.append(draft(1));
    }
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void dropsAListenerThatThrowsAndKeepsAppending() {
    try (Journal journal = open()) {
      Subscription subscription =
          journal.subscribe(
              entry -> {
                throw new IllegalStateException("broken view");
              });

      journal.append(draft(1));
      journal.append(draft(2));

      assertThat(subscription.failure())
          .get()
          .hasToString("java.lang.IllegalStateException: broken view");
      assertThat(journal.last()).isEqualTo(2);
    }
  }

  @Test
  void waitsForTheNextEntryUntilItsDeadline() throws InterruptedException {
    try (Journal journal = open();
        Entries entries = journal.from(1)) {
      assertThat(entries.await(Duration.ofMillis(5))).isEmpty();
      Thread appender = Thread.startVirtualThread(() -> journal.append(draft(1)));

      assertThat(entries.await(Duration.ofSeconds(20))).map(Entry::seq).hasValue(1L);
      appender.join();
    }
  }

  @Test
  void goesOnAfterTheInterruptOfAnAppendingThread() throws InterruptedException {
    try (Journal journal = open()) {
      Thread appender =
          Thread.startVirtualThread(
              () -> {
                Thread.currentThread().interrupt();
                journal.append(draft(1));
                journal.appendDurably(draft(2));
              });
      appender.join();

      assertThat(journal.append(draft(3)).seq()).isEqualTo(3);
      assertThat(readAll(journal, 1)).hasSize(3);
    }
  }

  @Test
  void refusesWhatItCannotReadOrWrite() {
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.from(0)).hasMessageContaining("begin at 1");
      assertThatThrownBy(() -> journal.append(draft(1).becauseOf(7)))
          .hasMessageContaining("cause must be an earlier entry");
      assertThatThrownBy(() -> journal.append(draft("n".repeat(EntryFormat.MAX_LINE))))
          .hasMessageContaining("longer than the journal takes");
      assertThat(journal.last()).isZero();
      assertThat(journal.append(draft(1)).seq()).isEqualTo(1);
    }
  }

  @Test
  void appendsNothingMoreOnceItIsClosed() {
    Journal journal = open();
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.append(draft(1))).hasMessageContaining("closed");
  }

  @Test
  void keepsAnEventThatNobodyKnowsAsItCame() {
    UnknownEvent event = new UnknownEvent("later.thing", 7, "{\"a\": [1, {}],\"b\":\"\u00e9\"}");
    try (Journal journal = open()) {
      journal.append(Draft.of("tester", "run-1", event));
    }
    try (Journal journal = open()) {
      assertThat(readAll(journal, 1)).singleElement().extracting(Entry::event).isEqualTo(event);
    }
  }

  @Test
  void givesEveryReaderEveryEntryInOrderWhileManyAppend()
      throws InterruptedException, ExecutionException {
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = open();
        ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.subscribe(entry -> told.add(entry.seq()));
      List<Future<List<Long>>> readers = new ArrayList<>();
      readers.add(tasks.submit(() -> numbers(journal.from(1))));
      readers.add(tasks.submit(() -> numbers(journal.from(1))));
      readers.add(tasks.submit(() -> numbers(journal.from(1))));
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        boolean durably = writer % 3 == 0;
        writers.add(tasks.submit(() -> append(journal, durably)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      for (Future<List<Long>> reader : readers) {
        assertThat(reader.get()).isEqualTo(ALL);
      }
    }
    assertThat(told).isEqualTo(ALL);
  }

  @Test
  @Timeout(60)
  void endsTheWaitOfItsReadersWhenItCloses() throws InterruptedException {
    try (Journal journal = open();
        Entries entries = journal.from(1)) {
      Thread closer = Thread.startVirtualThread(journal::close);

      assertThat(entries.await(Duration.ofMinutes(10))).isEmpty();
      closer.join();
    }
  }

  private static void append(Journal journal, boolean durably) {
    for (int i = 0; i < EACH; i++) {
      Draft draft = Draft.of("tester", "run-1", new SampleEvent.Finished(i));
      if (durably && i % 10 == 0) {
        journal.appendDurably(draft);
      } else {
        journal.append(draft);
      }
    }
  }

  private static List<Long> numbers(Entries entries) {
    List<Long> numbers = new ArrayList<>();
    try (entries) {
      while (numbers.size() < ALL.size()) {
        numbers.add(entries.await(Duration.ofSeconds(30)).orElseThrow().seq());
      }
    }
    return numbers;
  }

  static List<Entry> readAll(Journal journal, long from) {
    try (Entries entries = journal.from(from)) {
      return readAll(entries);
    }
  }

  static List<Entry> readAll(Entries entries) {
    List<Entry> all = new ArrayList<>();
    for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
      all.add(next.get());
    }
    return all;
  }

  static Draft draft(int attempt) {
    return Draft.of("tester", "run-1", new SampleEvent.Started("step", attempt));
  }

  private static Draft draft(String name) {
    return Draft.of("tester", "run-1", new SampleEvent.Started(name, 1));
  }
}
