package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Journal.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Both journals, told the same, say the same. */
class DatabaseJournalPropertyTest {
  private static Path folder = Path.of("");
  private static int round;

  @BeforeContainer
  static void make() throws IOException {
    folder = Files.createTempDirectory("journals");
  }

  @AfterContainer
  static void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 40)
  void tellsWhatAFileTells(@ForAll("drafts") List<Told> drafts) {
    Path here = folder.resolve("round-" + round++);
    try (FileJournal file =
            FileJournal.open(here.resolve("journal.ndjson"), SampleEvent.CODECS, () -> NOW);
        Database database = Database.open(here.resolve("slipway.db"), () -> NOW, List.of());
        DatabaseJournal journal = DatabaseJournal.open(database, SampleEvent.CODECS, () -> NOW)) {
      for (Told told : drafts) {
        Draft draft = told.draft(file.last());
        assertThat(journal.append(draft)).isEqualTo(file.append(draft));
      }

      for (long seq = 1; seq <= file.last() + 1; seq++) {
        assertThat(JournalContract.readAll(journal, seq))
            .isEqualTo(JournalContract.readAll(file, seq));
      }
      for (Told told : drafts) {
        try (Entries below = journal.entriesOf(told.subject(), 1)) {
          assertThat(JournalContract.readAll(below)).isEqualTo(below(file, told.subject()));
        }
      }
    }
  }

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.123456Z");

  private static List<Entry> below(Journal journal, String subject) {
    return JournalContract.readAll(journal, 1).stream()
        .filter(
            entry -> entry.subject().equals(subject) || entry.subject().startsWith(subject + "/"))
        .toList();
  }

  @Provide
  Arbitrary<List<Told>> drafts() {
    Arbitrary<String> part = Arbitraries.of("run", "1", "12", "job", "a-b", "0", "ü", "");
    Arbitrary<String> subject =
        part.list().ofMinSize(1).ofMaxSize(4).map(all -> String.join("/", all));
    return Combinators.combine(
            Arbitraries.strings().ofMaxLength(20), subject, Arbitraries.integers())
        .as(Told::new)
        .list()
        .ofMaxSize(30);
  }

  /** Something to append. */
  record Told(String text, String subject, int number) {
    Draft draft(long last) {
      OptionalLong cause =
          last > 0 && number % 2 == 0 ? OptionalLong.of(last) : OptionalLong.empty();
      return new Draft(text, cause, subject, new SampleEvent.Started(text, number));
    }
  }
}
