package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Journal.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens when no more can be written. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  @Test
  void saysWhichLogCouldNotBeWritten() throws IOException {
    LogStore store = new LogStore(folder, InstantSource.system());
    Files.createSymbolicLink(folder.resolve("a.log"), FULL);
    LogWriter writer = store.open(LogId.of("a"));
    byte[] line = "line\n".getBytes(UTF_8);
    writer.write(line, 0, line.length);

    assertThatThrownBy(writer::flush)
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MACHINE))
        .hasMessageContaining("a.log")
        .hasMessageContaining("No space left");
  }

  @Test
  void doesNotGoOnWithAJournalWhoseLastLineCouldNotBeUndone() throws IOException {
    Path path = Files.createSymbolicLink(folder.resolve("journal.ndjson"), FULL);
    try (FileJournal journal = FileJournal.open(path, SampleEvent.CODECS, InstantSource.system())) {
      assertThatThrownBy(() -> journal.append(draft(1))).hasMessageContaining("journal.ndjson");
      assertThatThrownBy(() -> journal.append(draft(1))).hasMessageContaining("earlier write");
      assertThat(journal.last()).isZero();
    }
  }

  @Test
  void leavesWholeLinesOnlyWhenAJournalCannotGrow() throws IOException, InterruptedException {
    Path path = folder.resolve("journal.ndjson");
    Process writer =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    "ulimit -f 8; exec \"$@\"",
                    "sh",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:-UsePerfData",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Filler.class.getName(),
                    path.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(writer.getInputStream().readAllBytes(), UTF_8);
    writer.waitFor();

    assertThat(output).contains("Cannot write the journal", "appended again");
    long read = 0;
    try (Entries entries = FileJournal.read(path, SampleEvent.CODECS, 1)) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        read++;
      }
    }
    assertThat(read).isGreaterThan(5);
    byte[] bytes = Files.readAllBytes(path);
    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
  }

  @Test
  void keepsWhatWasCommittedWhenADatabaseCannotGrow() throws IOException, InterruptedException {
    Path path = folder.resolve("slipway.db");
    try (Database database = Database.open(path, InstantSource.system(), List.of())) {
      DatabaseJournal.open(database, SampleEvent.CODECS, InstantSource.system()).append(draft(1));
    }
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseFiller.class.getName(),
                path.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(writer.getInputStream().readAllBytes(), UTF_8);
    writer.waitFor();

    assertThat(output).contains("The database " + path + " failed", "MACHINE", "read 1");
    long committed = output.lines().filter("appended"::equals).count();
    try (Database database = Database.open(path, InstantSource.system(), List.of());
        DatabaseJournal journal =
            DatabaseJournal.open(database, SampleEvent.CODECS, InstantSource.system())) {
      assertThat(JournalContract.readAll(journal, 1)).hasSize((int) committed + 1);
      assertThat(journal.append(draft(1)).seq()).isEqualTo(committed + 2);
    }
  }

  /** Appends to the journal of a database until it cannot, and says what it can still do. */
  static final class DatabaseFiller {
    private DatabaseFiller() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Path path = Path.of(arguments[0]);
      try (Database database = Database.open(path, InstantSource.system(), List.of())) {
        limitFiles();
        DatabaseJournal journal =
            DatabaseJournal.open(database, SampleEvent.CODECS, InstantSource.system());
        fill(journal);
        System.out.println("read " + database.<Long>read(each -> each.number("select 1 as n")));
      }
    }

    // From now on only: the native library is larger.
    private static void limitFiles() throws IOException, InterruptedException {
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("prlimit", "--pid", self, "--fsize=500000").inheritIO().start().waitFor();
    }

    private static void fill(DatabaseJournal journal) {
      String name = "n".repeat(30_000);
      try {
        for (int i = 0; i < 1000; i++) {
          journal.appendDurably(Draft.of("tester", "run-1", new SampleEvent.Started(name, i)));
          System.out.println("appended");
        }
      } catch (SlipwayException e) {
        System.out.println(e.code() + " " + e.getMessage());
      }
    }
  }

  /** Appends until it cannot, and then something short that still fits. */
  static final class Filler {
    private Filler() {}

    public static void main(String[] arguments) {
      Path path = Path.of(arguments[0]);
      try (FileJournal journal =
          FileJournal.open(path, SampleEvent.CODECS, InstantSource.system())) {
        fill(journal);
        journal.append(draft(1));
        System.out.println("appended again");
      }
    }

    private static void fill(FileJournal journal) {
      String name = "n".repeat(300);
      try {
        for (int i = 0; i < 1000; i++) {
          journal.append(Draft.of("tester", "run-1", new SampleEvent.Started(name, i)));
        }
      } catch (SlipwayException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static Draft draft(int attempt) {
    return Draft.of("tester", "run-1", new SampleEvent.Started("step", attempt));
  }
}
