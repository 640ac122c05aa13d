package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileJournalTest extends JournalContract {
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
  void followsAJournalThatSomebodyElseWrites() throws InterruptedException {
    try (FileJournal journal = open();
        Entries entries = FileJournal.read(path(), SampleEvent.CODECS, 1)) {
      Thread appender = Thread.startVirtualThread(() -> journal.append(draft(1)));

      assertThat(entries.await(Duration.ofSeconds(20))).map(Entry::seq).hasValue(1L);
      appender.join();
    }
  }

  @Override
  FileJournal open() {
    return FileJournal.open(path(), SampleEvent.CODECS, CLOCK);
  }

  private List<Entry> readAll(long from) {
    try (Entries entries = FileJournal.read(path(), SampleEvent.CODECS, from)) {
      return readAll(entries);
    }
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
}
