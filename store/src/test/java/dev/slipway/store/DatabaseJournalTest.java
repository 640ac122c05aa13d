package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DatabaseJournalTest extends JournalContract {
  @Override
  Journal open() {
    Database database = database();
    return new WithDatabase(database, DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK));
  }

  @Test
  void commitsAnEntryTogetherWithWhatItIsAbout() {
    try (Database database = database();
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK)) {
      List<Long> told = new ArrayList<>();
      journal.subscribe(entry -> told.add(entry.seq()));

      Entry entry =
          database.write(
              transaction -> {
                transaction.update("create table claim (run text, seq integer)");
                Entry claimed = journal.append(transaction, draft(1));
                transaction.update(
                    "insert into claim values (?, ?)", claimed.subject(), claimed.seq());
                return claimed;
              });

      assertThat(readAll(journal, 1)).containsExactly(entry);
      assertThat(told).containsExactly(1L);
      assertThat(database.<Long>read(each -> each.number("select seq as n from claim")))
          .isEqualTo(1);
    }
  }

  @Test
  void knowsNothingOfAnEntryWhoseTransactionFails() {
    try (Database database = database();
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK)) {
      List<Long> told = new ArrayList<>();
      journal.subscribe(entry -> told.add(entry.seq()));

      assertThatThrownBy(
              () ->
                  database.write(
                      transaction -> {
                        journal.append(transaction, draft(1));
                        throw new IllegalStateException("changed my mind");
                      }))
          .hasMessage("changed my mind");

      assertThat(journal.last()).isZero();
      assertThat(readAll(journal, 1)).isEmpty();
      assertThat(told).isEmpty();
      assertThat(journal.append(draft(2)).seq()).isEqualTo(1);
    }
  }

  @Test
  void findsTheEntriesOfASubjectAndOfAllBelowIt() {
    try (Database database = database();
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK)) {
      List<String> subjects =
          List.of("run/17", "run/171", "run/17/job/a", "run/17/job/ab", "run", "run/17-2", "users");
      for (int i = 0; i < 500; i++) {
        for (String subject : subjects) {
          journal.append(Draft.of("tester", subject, new SampleEvent.Finished(i)));
        }
      }

      assertThat(readAll(journal.entriesOf("run/17", 1))).hasSize(1500);
      assertThat(readAll(journal.entriesOf("run/17/job/a", 1))).hasSize(500);
      assertThat(readAll(journal.entriesOf("run/17/job", 1))).hasSize(1000);
      assertThat(readAll(journal.entriesOf("run", 1))).hasSize(3000);
      assertThat(readAll(journal.entriesOf("users", 3500))).hasSize(1);
      assertThat(readAll(journal.entriesOf("run/1", 1))).isEmpty();
    }
  }

  @Test
  void followsOneSubjectPastTheEntriesOfOthers() throws InterruptedException {
    try (Database database = database();
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK);
        Entries entries = journal.entriesOf("run/2", 1)) {
      assertThat(entries.await(Duration.ofMillis(5))).isEmpty();
      Thread appender =
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < 50; i++) {
                  journal.append(Draft.of("tester", "run/1", new SampleEvent.Finished(i)));
                }
                journal.append(Draft.of("tester", "run/2", new SampleEvent.Finished(0)));
              });

      assertThat(entries.await(Duration.ofSeconds(20))).map(Entry::seq).hasValue(51L);
      appender.join();
    }
  }

  @Test
  void namesTheEntryThatIsDamaged() {
    try (Database database = database();
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK)) {
      journal.append(draft(1));
      journal.append(draft(2));
      database.write(
          transaction -> transaction.update("update journal set event = '{' where seq = 2"));

      assertThatThrownBy(() -> readAll(journal, 1))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
          .hasMessageContaining("entry 2");
    }
  }

  @Test
  void noticesThatAnEntryIsMissing() {
    try (Database database = database();
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, CLOCK)) {
      for (int i = 1; i <= 3; i++) {
        journal.append(draft(i));
      }
      database.write(transaction -> transaction.update("delete from journal where seq = 2"));

      assertThatThrownBy(() -> readAll(journal, 1)).hasMessageContaining("lacks entries");
    }
  }

  private Database database() {
    return Database.open(path(), CLOCK, List.of());
  }

  private Path path() {
    return folder.resolve("slipway.db");
  }

  /** A journal that closes its database too. */
  private record WithDatabase(Database database, Journal journal) implements Journal {
    @Override
    public Entry append(Draft draft) {
      return journal.append(draft);
    }

    @Override
    public Entry appendDurably(Draft draft) {
      return journal.appendDurably(draft);
    }

    @Override
    public long last() {
      return journal.last();
    }

    @Override
    public Entries from(long seq) {
      return journal.from(seq);
    }

    @Override
    public Subscription subscribe(Consumer<Entry> listener) {
      return journal.subscribe(listener);
    }

    @Override
    public void close() {
      journal.close();
      database.close();
    }
  }
}
