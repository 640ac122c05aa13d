package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A reader that looks at a log while it is written, against a list of lines kept in memory. */
class LogPropertyTest {
  private static final LogId ID = LogId.of("log");

  private Instant now = Instant.parse("2026-11-01T00:00:00Z");

  @Property(tries = 30)
  void showsAReaderExactlyWhatWasFlushed(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("log");
    LogStore store = new LogStore(folder, () -> now);
    StringBuilder written = new StringBuilder();
    LogWriter writer = store.open(ID);
    try (LogReader reader = store.read(ID)) {
      for (int round = 0; round < 30; round++) {
        byte[] piece = piece(random).getBytes(UTF_8);
        writer.write(piece, 0, piece.length);
        written.append(new String(piece, UTF_8));
        now = now.plusMillis(random.nextInt(80));
        if (random.nextInt(8) == 0) {
          writer.close();
          writer = store.open(ID);
        }
        if (random.nextInt(3) == 0) {
          writer.flush();
          check(reader, written.toString().lines().toList(), random);
        }
      }
      writer.close();
      check(reader, written.toString().lines().toList(), random);
      assertThat(reader.isEnded()).isTrue();
    } finally {
      writer.close();
      delete(folder);
    }
  }

  private static void check(LogReader reader, List<String> expected, Random random) {
    assertThat(reader.lineCount()).isEqualTo(expected.size());
    int from = random.nextInt(expected.size() + 1);
    int to = Math.min(expected.size(), from + random.nextInt(50));
    List<LogLine> lines = reader.lines(from + 1L, to - from);

    assertThat(lines).extracting(LogLine::text).isEqualTo(expected.subList(from, to));
    List<Instant> times = new ArrayList<>(lines.stream().map(LogLine::at).toList());
    assertThat(times).isSorted();
  }

  /** Mostly a few short lines; now and then many, a long one, or half of one. */
  private static String piece(Random random) {
    StringBuilder piece = new StringBuilder();
    int lines = random.nextInt(10) == 0 ? 3000 : random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      int length = random.nextInt(500) == 0 ? 100_000 : random.nextInt(60);
      piece.append(Character.toString('a' + random.nextInt(26)).repeat(length)).append('\n');
    }
    if (random.nextInt(3) == 0) {
      piece.append("half");
    }
    return piece.toString();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
