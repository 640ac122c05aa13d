package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.Journal.Entries;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose writer is a process of its own, and is killed. */
class FileJournalCrashTest {
  @TempDir private Path folder;

  @Test
  void losesNoEntryThatWasAnsweredForWhenItsProcessIsKilled()
      throws IOException, InterruptedException {
    Process writer = start();
    try (BufferedReader answers = writer.inputReader(UTF_8);
        Entries entries = FileJournal.read(awaited(answers), SampleEvent.CODECS, 1)) {
      assertThat(entries.await(Duration.ofSeconds(30))).isPresent();
      assertThatThrownBy(this::open).hasMessageContaining("process " + writer.pid());

      writer.toHandle().destroyForcibly();

      long answered = lastOf(answers);
      writer.waitFor();
      try (FileJournal journal = open()) {
        assertThat(journal.last()).isGreaterThanOrEqualTo(answered);
        assertThat(journal.append(draft(0)).seq()).isEqualTo(journal.last());
        assertThat(countOf(entries)).isEqualTo(journal.last() - 1);
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Appends for ever, and prints the number of each entry once it is appended. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      Path path = Path.of(arguments[0]);
      try (FileJournal journal =
          FileJournal.open(path, SampleEvent.CODECS, InstantSource.system())) {
        for (int i = 1; i > 0; i++) {
          System.out.println(journal.append(draft(i)).seq());
        }
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            path().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The journal's path, once the writer has answered for its first entry. */
  private Path awaited(BufferedReader answers) throws IOException {
    assertThat(answers.readLine()).isEqualTo("1");
    return path();
  }

  private static long lastOf(BufferedReader answers) throws IOException {
    long last = 1;
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      long seq = Long.parseLong(line);
      last = seq == last + 1 ? seq : last;
    }
    return last;
  }

  private static long countOf(Entries entries) {
    long count = 0;
    for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
      count++;
    }
    return count;
  }

  private FileJournal open() {
    return FileJournal.open(path(), SampleEvent.CODECS, InstantSource.system());
  }

  private Path path() {
    return folder.resolve("journal.ndjson");
  }

  private static Draft draft(int attempt) {
    return Draft.of("tester", "run-1", new SampleEvent.Started("step", attempt));
  }
}
