package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose process is killed while many threads append to its journal. */
class DatabaseJournalCrashTest {
  private static final int WRITERS = 4;
  private static final int ANSWERS_BEFORE_THE_KILL = 200;
  private static final Migrations CLAIMS =
      new Migrations(
          "claims",
          List.of(new Migrations.Step("001", "create table claim (seq integer not null) strict")));

  @TempDir private Path folder;

  @Test
  void losesNothingThatWasAnsweredForAndTearsNoCommit() throws IOException, InterruptedException {
    for (int round = 0; round < 3; round++) {
      killAndLook();
    }
  }

  private void killAndLook() throws IOException, InterruptedException {
    Process writer = start();
    try (BufferedReader answers = writer.inputReader(UTF_8)) {
      List<Long> answered = new ArrayList<>();
      for (int i = 0; i < ANSWERS_BEFORE_THE_KILL; i++) {
        answered.add(Long.parseLong(answers.readLine()));
      }
      assertThatThrownBy(() -> open(path())).hasMessageContaining("process " + writer.pid());

      writer.toHandle().destroyForcibly();

      writer.waitFor();
      look(answered);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void look(List<Long> answered) {
    try (Database database = open(path());
        DatabaseJournal journal = journal(database)) {
      List<Long> entries = JournalContract.readAll(journal, 1).stream().map(Entry::seq).toList();
      List<Long> claims =
          database.read(
              each -> each.list("select seq from claim order by seq", row -> row.number("seq")));
      assertThat(entries).containsAll(answered).isEqualTo(claims);
      assertThat(journal.last()).isEqualTo(entries.size());
    }
  }

  /** Claims for ever, and prints the number of each claim's entry once it is committed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws InterruptedException {
      Database database = open(Path.of(arguments[0]));
      DatabaseJournal journal = journal(database);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        threads.add(Thread.startVirtualThread(() -> claim(database, journal)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    private static void claim(Database database, DatabaseJournal journal) {
      for (int i = 1; i > 0; i++) {
        Draft draft = Draft.of("tester", "run/" + i, new SampleEvent.Started("step", i));
        long seq =
            database.write(
                transaction -> {
                  Entry entry = journal.append(transaction, draft);
                  transaction.update("insert into claim values (?)", entry.seq());
                  return entry.seq();
                });
        System.out.println(seq);
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            path().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Database open(Path path) {
    return Database.open(path, InstantSource.system(), List.of(CLAIMS));
  }

  private static DatabaseJournal journal(Database database) {
    return DatabaseJournal.open(database, SampleEvent.CODECS, InstantSource.system());
  }

  private Path path() {
    return folder.resolve("slipway.db");
  }
}
