package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints how fast 1 GiB of lines of 100 bytes is masked and written, and how fast a long journal is
 * appended to and opened; a program to be run by hand, not a test.
 */
final class StoreThroughput {
  private static final int CHUNK = 64 << 10;
  private static final int CHUNKS = 16 << 10;
  private static final int ROUNDS = 3;
  private static final int LINE = 100;
  private static final int ENTRIES = 1_000_000;

  private StoreThroughput() {}

  /** Measures everything in a temporary folder below the working directory. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "throughput");
    try {
      byte[] text = lines();
      for (int round = 1; round <= ROUNDS; round++) {
        measure("mask, 5 secrets, no match", () -> mask(5, text, text.length));
        measure("mask, 50 secrets, no match", () -> mask(50, text, text.length));
        measure("mask line by line, 5 secrets", () -> mask(5, text, LINE));
        measure("mask, a match every tenth line", () -> mask(5, withSecrets(text), text.length));
        measure("write log", () -> write(folder, text, text.length));
        measure("write log line by line", () -> write(folder, text, LINE));
        measure("mask and write log", () -> maskAndWrite(folder, text));
      }
      openLog(folder);
      journal(folder);
    } finally {
      delete(folder);
    }
  }

  private static void mask(int secrets, byte[] text, int step) {
    long[] taken = new long[1];
    MaskingSink sink = masker(secrets).stream((bytes, offset, length) -> taken[0] += length);
    feed(sink, text, step);
    sink.flush();
  }

  private static void write(Path folder, byte[] text, int step) {
    LogStore store = new LogStore(folder, InstantSource.system());
    drop(store);
    try (LogWriter writer = store.open(LogId.of("log"))) {
      feed(writer, text, step);
    }
  }

  private static void maskAndWrite(Path folder, byte[] text) {
    LogStore store = new LogStore(folder, InstantSource.system());
    drop(store);
    try (LogWriter writer = store.open(LogId.of("log"))) {
      MaskingSink sink = masker(5).stream(writer);
      feed(sink, text, text.length);
      sink.flush();
    }
  }

  private static void openLog(Path folder) {
    LogStore store = new LogStore(folder, InstantSource.system());
    long start = System.nanoTime();
    try (LogReader reader = store.read(LogId.of("log"))) {
      long count = reader.lineCount();
      int read = reader.lines(count / 2, 100).size() + reader.tail(100).size();
      print("open %d lines, read %d".formatted(count, read), millis(start), "ms");
    }
    try {
      Files.delete(LogIndex.pathOf(store.file(LogId.of("log"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long again = System.nanoTime();
    try (LogReader reader = store.read(LogId.of("log"))) {
      print("the same without index", reader.tail(100).size() * 0 + millis(again), "ms");
    }
  }

  private static void journal(Path folder) {
    Path path = folder.resolve("journal.ndjson");
    Draft draft = Draft.of("bench", "run-1", new SampleEvent.Started("step", 1));
    long open = System.nanoTime();
    try (FileJournal journal = FileJournal.open(path, SampleEvent.CODECS, InstantSource.system())) {
      long start = System.nanoTime();
      for (int i = 0; i < ENTRIES; i++) {
        journal.append(draft);
      }
      print("append an entry", millis(start) * 1000 / ENTRIES, "us");
      long durably = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        journal.appendDurably(draft);
      }
      print("append an entry durably", millis(durably) / 100, "ms");
    }
    print("the whole of it", millis(open), "ms");
    long reopen = System.nanoTime();
    FileJournal.open(path, SampleEvent.CODECS, InstantSource.system()).close();
    print("open a journal of " + ENTRIES, millis(reopen), "ms");
    long from = System.nanoTime();
    try (Journal.Entries entries = FileJournal.read(path, SampleEvent.CODECS, ENTRIES - 100)) {
      entries.next();
    }
    print("read one entry near its end", millis(from), "ms");
    long all = System.nanoTime();
    try (Journal.Entries entries = FileJournal.read(path, SampleEvent.CODECS, 1)) {
      while (entries.next().isPresent()) {}
    }
    print("read an entry", millis(all) * 1000 / ENTRIES, "us");
  }

  private static void feed(ByteSink sink, byte[] text, int step) {
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      for (int at = 0; at < text.length; at += step) {
        sink.write(text, at, Math.min(step, text.length - at));
      }
    }
  }

  private static Masker masker(int secrets) {
    Masker masker = new Masker();
    for (int i = 0; i < secrets; i++) {
      masker.add(Secret.of("s3cr3t/%d+Kq%dZ&value-%d".formatted(i, 7 * i, 31 * i)));
    }
    return masker;
  }

  /** A chunk of what a build prints, cut into lines of 100 bytes. */
  private static byte[] lines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < CHUNK; i++) {
      String line =
          "2026-11-01T10:20:%02d.%03dZ [INFO] tests/test_api.py::test_case_%d PASSED in %d.%02ds "
                  .formatted(i % 60, i % 1000, i, i % 7, i % 100)
              + "/home/runner/work/harbor/backend/app/models.py";
      text.append(line, 0, LINE - 1).append('\n');
    }
    return text.substring(0, CHUNK / LINE * LINE).getBytes(UTF_8);
  }

  private static byte[] withSecrets(byte[] text) {
    byte[] secret = "s3cr3t/1+Kq7Z&value-31".getBytes(UTF_8);
    byte[] copy = text.clone();
    for (int at = 20; at + secret.length < copy.length; at += 10 * LINE) {
      System.arraycopy(secret, 0, copy, at, secret.length);
    }
    return copy;
  }

  private static void measure(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    double bytes = (double) CHUNKS * (CHUNK / LINE * LINE);
    print(what, bytes / 1e3 / millis(start), "MB/s");
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  private static void print(String what, double figure, String unit) {
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    System.out.printf(Locale.ROOT, "%-40s %10.2f %s  (heap %d MB)%n", what, figure, unit, heap);
  }

  private static void drop(LogStore store) {
    try {
      Files.deleteIfExists(store.file(LogId.of("log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
