package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log, which another thread or process may be writing; for use by one thread at a time.
 * Lines are numbered from 1; a last line without its line break counts once the log is finished,
 * and for {@link #lines} and {@link #tail} at any time.
 */
public final class LogReader implements AutoCloseable {
  /** The most bytes of a line that are read; 1 MiB. */
  public static final int MAX_LINE = 1 << 20;

  private static final Duration POLL = Duration.ofMillis(25);

  private final Path path;
  private final RandomAccessFile file;
  private final LogIndex index = new LogIndex();
  private final LogScan end;
  private final byte[] buffer = new byte[LogWriter.MARK_BYTES];
  private @Nullable RandomAccessFile indexFile;

  private LogReader(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.end = new LogScan(file, path);
  }

  static LogReader open(Path path) {
    try {
      return new LogReader(path);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The number of lines now. */
  public long lineCount() {
    refresh();
    return end.atLineStart() ? end.lines() : end.lines() + 1;
  }

  /** Whether the writer has finished the log. */
  public boolean isEnded() {
    refresh();
    return index.ended();
  }

  /** The lines numbered {@code from} and following, at most {@code count} of them. */
  public List<LogLine> lines(long from, int count) {
    long last = Math.min(lineCount(), from + count - 1);
    return read(from, last);
  }

  /** The last {@code count} lines. */
  public List<LogLine> tail(int count) {
    long last = lineCount();
    return read(Math.max(1, last - count + 1), last);
  }

  /**
   * The whole lines numbered {@code from} and following, at most {@code count}; waits up to {@code
   * timeout} for the first. None means that there was none in time, or that the log is finished.
   */
  public List<LogLine> follow(long from, int count, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      boolean ended = isEnded();
      long last = ended ? lineCount() : end.lines();
      if (last >= from) {
        return read(from, Math.min(last, from + count - 1));
      }
      long left = deadline - System.nanoTime();
      if (ended || left <= 0) {
        return List.of();
      }
      pause(Math.min(left, POLL.toNanos()));
    }
  }

  @Override
  public void close() {
    try {
      file.close();
      if (indexFile != null) {
        indexFile.close();
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private void refresh() {
    try {
      Path indexPath = LogIndex.pathOf(path);
      if (indexFile == null && Files.exists(indexPath)) {
        indexFile = new RandomAccessFile(indexPath.toFile(), "r");
      }
      if (indexFile != null) {
        index.load(indexFile, file.length());
      }
      end.complete(index);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private List<LogLine> read(long from, long last) {
    if (from < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "The lines of a log begin at 1, not at " + from);
    }
    try {
      return from > last ? List.of() : readLines(from, last);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private List<LogLine> readLines(long from, long last) throws IOException {
    List<LogLine> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int mark = index.floor(from - 1);
    long number = mark < 0 ? 1 : index.line(mark) + 1;
    file.seek(mark < 0 ? 0 : index.offset(mark));
    int read = file.read(buffer);
    while (read > 0 && number <= last) {
      int at = 0;
      while (at < read && number <= last) {
        int lineBreak = Newlines.find(buffer, at, read);
        int to = lineBreak < 0 ? read : lineBreak;
        if (number >= from) {
          line.write(buffer, at, Math.min(to - at, MAX_LINE - line.size()));
        }
        if (lineBreak >= 0) {
          addLine(lines, number, from, line);
          number++;
        }
        at = to + 1;
      }
      read = file.read(buffer);
    }
    if (line.size() > 0 && number <= last) {
      addLine(lines, number, from, line);
    }
    return lines;
  }

  private void addLine(List<LogLine> lines, long number, long from, ByteArrayOutputStream line) {
    if (number >= from) {
      int mark = index.floor(number - 1);
      Instant at = Instant.ofEpochMilli(mark < 0 ? 0 : index.millis(mark));
      lines.add(new LogLine(number, at, line.toString(StandardCharsets.UTF_8)));
      line.reset();
    }
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.TIMED_OUT, "Interrupted while waiting for a line of a log", e);
    }
  }

  private static SlipwayException failed(Path path, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot read the log " + path + ": " + cause.getMessage(), cause);
  }
}
