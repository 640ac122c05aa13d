package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogStoreTest {
  private static final LogId ID = LogId.of("run-1", "build", "3");

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final InstantSource clock = () -> now;

  @Test
  void readsLinesByNumberWithTheTimeTheyWereWritten() {
    try (LogWriter writer = store().open(ID)) {
      write(writer, "one\ntw");
      now = now.plusSeconds(2);
      write(writer, "o\nthree\n");
      now = now.plusSeconds(3);
      write(writer, "four");
    }
    Instant start = Instant.parse("2026-11-01T00:00:00Z");
    try (LogReader reader = store().read(ID)) {
      assertThat(reader.lines(1, 10))
          .containsExactly(
              new LogLine(1, start, "one"),
              new LogLine(2, start, "two"),
              new LogLine(3, start.plusSeconds(2), "three"),
              new LogLine(4, start.plusSeconds(5), "four"));
      assertThat(reader.lines(2, 2)).extracting(LogLine::text).containsExactly("two", "three");
      assertThat(reader.tail(1)).extracting(LogLine::text).containsExactly("four");
      assertThat(reader.isEnded()).isTrue();
    }
  }

  @Test
  void findsAnyLineOfALongLogHoweverItWasWritten() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 30_000; i++) {
      text.append("line ").append(i).append("x".repeat(random.nextInt(40))).append('\n');
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    List<String> lines = text.toString().lines().toList();
    try (LogWriter writer = store().open(ID)) {
      int at = 0;
      while (at < bytes.length) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(200_000));
        writer.write(bytes, at, length);
        at += length;
      }
      assertThat(writer.lines()).isEqualTo(30_000);
    }
    try (LogReader reader = store().read(ID)) {
      assertThat(reader.lineCount()).isEqualTo(30_000);
      for (int i = 0; i < 200; i++) {
        int from = 1 + random.nextInt(29_990);
        assertThat(reader.lines(from, 3))
            .extracting(LogLine::text)
            .containsExactlyElementsOf(lines.subList(from - 1, from + 2));
      }
      assertThat(reader.tail(2)).extracting(LogLine::number).containsExactly(29_999L, 30_000L);
    }
  }

  @Test
  void readsTheSameWithoutItsIndex() throws IOException {
    try (LogWriter writer = store().open(ID)) {
      for (int i = 1; i <= 40_000; i++) {
        write(writer, "this is the line number " + i + "\n");
      }
    }
    Files.delete(LogIndex.pathOf(store().file(ID)));
    try (LogReader reader = store().read(ID)) {
      assertThat(reader.lineCount()).isEqualTo(40_000);
      assertThat(reader.lines(39_000, 1))
          .extracting(LogLine::text)
          .containsExactly("this is the line number 39000");
      assertThat(reader.isEnded()).isFalse();
    }
  }

  @Test
  void goesOnAfterACrashAtAnyByteOfLogAndIndex() throws IOException {
    try (LogWriter writer = store().open(ID)) {
      for (int i = 1; i <= 3; i++) {
        write(writer, "line " + i + "\n");
        now = now.plusSeconds(1);
      }
    }
    Path log = store().file(ID);
    byte[] bytes = Files.readAllBytes(log);
    byte[] index = Files.readAllBytes(LogIndex.pathOf(log));
    for (int length = 0; length <= bytes.length; length++) {
      for (int marks = 0; marks <= index.length; marks += 7) {
        Files.write(log, Arrays.copyOf(bytes, length));
        Files.write(LogIndex.pathOf(log), Arrays.copyOf(index, marks));

        try (LogWriter writer = store().open(ID)) {
          write(writer, "\nmore\n");
        }

        String expected = new String(bytes, 0, length, UTF_8) + "\nmore\n";
        try (LogReader reader = store().read(ID)) {
          assertThat(reader.lines(1, 100))
              .extracting(LogLine::text)
              .containsExactlyElementsOf(expected.lines().toList());
        }
      }
    }
  }

  @Test
  void followsALogUntilItIsFinished() throws InterruptedException {
    LogWriter writer = store().open(ID);
    try (LogReader reader = store().read(ID)) {
      assertThat(reader.follow(1, 10, Duration.ofMillis(5))).isEmpty();
      write(writer, "one\ntwo\nhal");
      writer.flush();
      assertThat(texts(reader.follow(1, 10, Duration.ofSeconds(20)))).containsExactly("one", "two");
      Thread last = Thread.startVirtualThread(() -> finish(writer));

      assertThat(texts(reader.follow(3, 10, Duration.ofSeconds(20)))).containsExactly("half");
      last.join();
      assertThat(reader.isEnded()).isTrue();
      assertThat(reader.follow(4, 10, Duration.ofSeconds(20))).isEmpty();
    }
  }

  @Test
  void seesWhatALaterWriterAddsToAFinishedLog() {
    try (LogWriter writer = store().open(ID)) {
      write(writer, "one\nhal");
    }
    try (LogReader reader = store().read(ID)) {
      assertThat(reader.isEnded()).isTrue();
      assertThat(texts(reader.follow(1, 10, Duration.ZERO))).containsExactly("one", "hal");
      try (LogWriter writer = store().open(ID)) {
        write(writer, "f\ntwo\n");
        writer.flush();
        assertThat(reader.isEnded()).isFalse();
        assertThat(texts(reader.follow(2, 10, Duration.ZERO))).containsExactly("half", "two");
      }
      assertThat(reader.isEnded()).isTrue();
      assertThat(reader.lineCount()).isEqualTo(3);
    }
  }

  @Test
  void cutsTheTextOfAnEndlessLine() {
    try (LogWriter writer = store().open(ID)) {
      byte[] block = "x".repeat(1 << 20).getBytes(UTF_8);
      writer.write(block, 0, block.length);
      writer.write(block, 0, block.length);
      write(writer, "\nnext\n");
    }
    try (LogReader reader = store().read(ID)) {
      List<LogLine> lines = reader.lines(1, 5);

      assertThat(lines).extracting(LogLine::number).containsExactly(1L, 2L);
      assertThat(lines.getFirst().text()).hasSize(LogReader.MAX_LINE);
      assertThat(lines.getLast().text()).isEqualTo("next");
    }
  }

  @Test
  void saysThatALogIsNotThere() {
    assertThatThrownBy(() -> store().read(ID)).hasMessageContaining("run-1/build/3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a/", "/a", "a//b", "..", "a/../b", ".a", "a b", "a\\b", "a\u0000"})
  void refusesNamesThatCouldLeaveItsFolder(String name) {
    assertThatThrownBy(() -> new LogId(name)).hasMessageContaining("cannot name a log");
  }

  private LogStore store() {
    return new LogStore(folder, clock);
  }

  private static void finish(LogWriter writer) {
    write(writer, "f");
    writer.close();
  }

  private static List<String> texts(List<LogLine> lines) {
    return lines.stream().map(LogLine::text).toList();
  }

  private static void write(LogWriter writer, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    writer.write(bytes, 0, bytes.length);
  }
}
