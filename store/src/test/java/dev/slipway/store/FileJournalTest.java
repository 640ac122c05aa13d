package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import dev.slipway.store.Journal.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00.123456789Z"));

  @TempDir private Path folder;

  @Test
  void numbersEntriesFromOneAndReadsThemBack() {
    try (FileJournal journal = open()) {
      Entry first = journal.append(draft(1));
      Entry second = journal.appendDurably(draft(2).becauseOf(first.seq()));

      assertThat(first.seq()).isEqualTo(1);
      assertThat(second.cause()).hasValue(1);
      assertThat(journal.last()).isEqualTo(2);
      assertThat(readAll(1)).containsExactly(first, second);
      assertThat(readAll(2)).containsExactly(second);
      assertThat(readAll(3)).isEmpty();
    }
  }

  @Test
  void goesOnWhereAnEarlierOpeningEnded() {
    try (FileJournal journal = open()) {
      journal.append(draft(1));
    }
    try (FileJournal journal = open()) {
      assertThat(journal.append(draft(2)).seq()).isEqualTo(2);
    }
    assertThat(readAll(1)).hasSize(2);
  }

  @Test
  void cutsWhatACrashLeftAtAnyByteOfTheLastEntriesAndGoesOn() throws IOException {
    try (FileJournal journal = open()) {
      for (int i = 1; i <= 4; i++) {
        journal.append(draft(i));
      }
    }
    byte[] whole = Files.readAllBytes(path());
    int second = Newlines.find(whole, Newlines.find(whole, 0, whole.length) + 1, whole.length) + 1;
    for (int length = second; length < whole.length; length++) {
      Files.deleteIfExists(torn());
      Files.write(path(), Arrays.copyOf(whole, length));
      int lines = Newlines.count(whole, 0, length);

      try (FileJournal journal = open()) {
        assertThat(journal.last()).isEqualTo(lines);
        assertThat(journal.append(draft(100)).seq()).isEqualTo(lines + 1);
      }

      assertThat(readAll(1)).hasSize(lines + 1);
      assertThat(Files.exists(torn())).isEqualTo(whole[length - 1] != '\n');
    }
  }

  @Test
  void cutsATailOfZerosAndOfHalfALineThatLooksWhole() throws IOException {
    try (FileJournal journal = open()) {
      journal.append(draft(1));
    }
    String left = "{\"seq\":2,\"at\":\u0000\u0000\n\u0000\u0000\u0000";
    Files.writeString(path(), left, StandardOpenOption.APPEND);

    try (FileJournal journal = open()) {
      assertThat(journal.append(draft(2)).seq()).isEqualTo(2);
    }

    assertThat(readAll(1)).hasSize(2);
    assertThat(torn()).hasContent(left);
  }

  @Test
  void refusesAFileThatIsNoJournal() throws IOException {
    Files.writeString(path(), "my notes\nmore notes\n");

    assertThatThrownBy(this::open).hasMessageContaining("no journal entry");
    assertThat(path()).hasContent("my notes\nmore notes\n");
  }

  @Test
  void namesTheLineThatIsDamagedInTheMiddle() throws IOException {
    try (FileJournal journal = open()) {
      for (int i = 1; i <= 3; i++) {
        journal.append(draft(i));
      }
    }
    String text = Files.readString(path());
    Files.writeString(path(), text.replace("\"seq\":2,", "\"seq\":2 "));

    assertThatThrownBy(() -> readAll(1))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
        .hasMessageContaining(path() + ":2: ");
  }

  @Test
  void namesTheLineWhoseNumberIsOutOfOrder() throws IOException {
    try (FileJournal journal = open()) {
      journal.append(draft(1));
      journal.append(draft(2));
    }
    Files.writeString(path(), Files.readString(path()).replace("\"seq\":2,", "\"seq\":3,"));

    assertThatThrownBy(() -> readAll(1)).hasMessageContaining(":2: ").hasMessageContaining("3");
  }

  @Test
  void hasOneAppenderAtATime() {
    try (FileJournal journal = open()) {
      assertThatThrownBy(this::open)
          .hasMessageContaining("is being written by process " + ProcessHandle.current().pid());
      journal.append(draft(1));
    }
    open().close();
  }

  @Test
  void findsAnyEntryOfALongJournalThroughItsIndex() throws IOException {
    int entries = 3 * JournalIndex.STRIDE + 10;
    try (FileJournal journal = open()) {
      for (int i = 1; i <= entries; i++) {
        journal.append(draft(i));
      }
    }
    for (long seq : new long[] {1, 1024, 1025, 1026, 2049, 3073, entries}) {
      assertThat(readAll(seq)).first().extracting(Entry::seq).isEqualTo(seq);
    }
    byte[] index = Files.readAllBytes(index());

    Files.delete(index());
    assertThat(readAll(entries)).hasSize(1);
    open().close();

    assertThat(index()).hasBinaryContent(index);
  }

  @Test
  void readsOnFromTheStartWhenTheIndexMisleads() throws IOException {
    int entries = JournalIndex.STRIDE + 10;
    try (FileJournal journal = open()) {
      for (int i = 1; i <= entries; i++) {
        journal.append(draft(i));
      }
    }
    Files.write(index(), new byte[] {0, 0, 0, 0, 0, 0, 0, 17});

    assertThat(readAll(entries)).singleElement().extracting(Entry::seq).isEqualTo((long) entries);
  }

  @Test
  void tellsListenersInOrderAlsoWhenTheyAppend() {
    List<Long> seen = new ArrayList<>();
    try (FileJournal journal = open()) {
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
    try (FileJournal journal = open()) {
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
    try (FileJournal journal = open();
        Entries entries = journal.from(1)) {
      assertThat(entries.await(Duration.ofMillis(5))).isEmpty();
      Thread appender = Thread.startVirtualThread(() -> journal.append(draft(1)));

      assertThat(entries.await(Duration.ofSeconds(20))).map(Entry::seq).hasValue(1L);
      appender.join();
    }
  }

  @Test
  void followsAJournalThatSomebodyElseWrites() throws InterruptedException {
    try (FileJournal journal = open();
        Entries entries = FileJournal.read(path(), SampleEvent.CODECS, 1)) {
      Thread appender = Thread.startVirtualThread(() -> journal.append(draft(1)));

      assertThat(entries.await(Duration.ofSeconds(20))).map(Entry::seq).hasValue(1L);
      appender.join();
    }
  }

  @Test
  void goesOnAfterTheInterruptOfAnAppendingThread() throws InterruptedException {
    try (FileJournal journal = open()) {
      Thread appender =
          Thread.startVirtualThread(
              () -> {
                Thread.currentThread().interrupt();
                journal.append(draft(1));
                journal.appendDurably(draft(2));
              });
      appender.join();

      assertThat(journal.append(draft(3)).seq()).isEqualTo(3);
      assertThat(readAll(1)).hasSize(3);
    }
  }

  private FileJournal open() {
    return FileJournal.open(path(), SampleEvent.CODECS, CLOCK);
  }

  private List<Entry> readAll(long from) {
    List<Entry> all = new ArrayList<>();
    try (Entries entries = FileJournal.read(path(), SampleEvent.CODECS, from)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        all.add(next.get());
      }
    }
    return all;
  }

  private Path path() {
    return folder.resolve("journal.ndjson");
  }

  private Path torn() {
    return folder.resolve("journal.ndjson.torn");
  }

  private Path index() {
    return folder.resolve("journal.ndjson.idx");
  }

  private static Draft draft(int attempt) {
    return Draft.of("tester", "run-1", new SampleEvent.Started("step", attempt));
  }
}
