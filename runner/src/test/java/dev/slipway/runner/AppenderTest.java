package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Draft;
import dev.slipway.store.Entry;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import dev.slipway.store.Journal;
import dev.slipway.store.LogId;
import dev.slipway.store.LogStore;
import dev.slipway.store.LogWriter;
import dev.slipway.store.Masker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppenderTest {
  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void open() {
    journal =
        FileJournal.open(
            folder.resolve("journal.ndjson"),
            EventCodecs.of(new RunEventCodec()),
            InstantSource.system());
  }

  private static Draft draft(int number) {
    return Draft.of("ada", "run/1", new RunEvent.CancelRequested("reason " + number));
  }

  @Test
  void appendsInTheOrderItIsTold() {
    List<Long> heard = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    journal.subscribe(
        entry -> {
          heard.add(entry.seq());
          reasons.add(((RunEvent.CancelRequested) entry.event()).reason());
        });

    try (Appender appender = new Appender(journal)) {
      for (int number = 1; number <= 100; number++) {
        appender.add(draft(number));
      }
      appender.settle();

      assertThat(heard).hasSize(100).isSorted();
      assertThat(reasons).startsWith("reason 1", "reason 2").endsWith("reason 100");
    }
  }

  @Test
  void closesALogBeforeAnybodyHearsOfWhatIsToldLater() {
    LogStore logs = new LogStore(folder.resolve("logs"), InstantSource.system());
    LogId id = LogId.of("1", "job", "1");
    List<String> seen = new ArrayList<>();
    journal.subscribe(entry -> seen.add(content(entry, logs.file(id))));
    LogWriter writer = logs.open(id);
    StepLog log = new StepLog(new Masker(), writer, new StepEffects(), false, 1);
    byte[] line = "the last words\n".getBytes(StandardCharsets.UTF_8);
    log.write(line, 0, line.length);

    try (Appender appender = new Appender(journal)) {
      appender.add(draft(1));
      appender.closeLog(new StepLogs.Opened(log, writer, id.value()));
      appender.add(draft(2));
      appender.settle();
    }

    assertThat(seen).containsExactly("1: ", "2: the last words\n");
  }

  private static String content(Entry entry, Path file) {
    try {
      return entry.seq() + ": " + Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void saysAtTheNextEntryThatAnEarlierOneCouldNotBeWritten() {
    try (Appender appender = new Appender(journal)) {
      journal.close();
      appender.add(draft(1));

      assertThatThrownBy(appender::settle)
          .isInstanceOfSatisfying(
              SlipwayException.class,
              fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INTERNAL))
          .hasMessageContaining("journal.ndjson is closed");
      assertThatThrownBy(() -> appender.add(draft(2))).hasMessageContaining("is closed");
    }
  }

  @Test
  void doesWhatWasAskedForBeforeItEnds() {
    try (Appender appender = new Appender(journal)) {
      appender.add(draft(1));
      appender.add(draft(2));
    }

    assertThat(journal.last()).isEqualTo(2);
  }
}
