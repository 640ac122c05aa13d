package dev.slipway.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where some lines of a log begin and when they were written: a list of marks in order, as read
 * from {@code <log>.idx}; for use by one thread.
 *
 * <p>On disk a mark is three big-endian longs: the number of lines before it, its offset, its time
 * in epoch milliseconds. A finished log ends with a mark at its end whose first long is {@code ~n}
 * for n whole lines. The file is only a hint: marks that cannot be are dropped, and lines behind
 * the last one are found by reading the log.
 */
final class LogIndex {
  /** The size of a mark. */
  static final int RECORD = 3 * Long.BYTES;

  private long[] marks = new long[3 * 64];
  private int count;
  private long read;
  private long length;
  private long end = -1;

  static Path pathOf(Path log) {
    return log.resolveSibling(log.getFileName() + ".idx");
  }

  /** Takes in the marks that were written since; those beyond {@code logLength} come later. */
  void load(RandomAccessFile file, long logLength) throws IOException {
    length = logLength;
    long size = file.length() / RECORD * RECORD;
    if (size < read) {
      read = 0;
    }
    byte[] bytes = new byte[Math.toIntExact(size - read)];
    file.seek(read);
    file.readFully(bytes);
    ByteBuffer records = ByteBuffer.wrap(bytes);
    while (records.hasRemaining()) {
      long line = records.getLong();
      long offset = records.getLong();
      long millis = records.getLong();
      if (offset > logLength) {
        return;
      }
      read += RECORD;
      if (line < 0) {
        end = offset;
      } else {
        add(line, offset, millis);
      }
    }
  }

  /** Adds a mark; one that is not behind the last one is left out. */
  void add(long line, long offset, long millis) {
    if (count > 0 && (line <= line(count - 1) || offset <= offset(count - 1))) {
      return;
    }
    if (3 * count == marks.length) {
      marks = Arrays.copyOf(marks, 2 * marks.length);
    }
    marks[3 * count] = line;
    marks[3 * count + 1] = offset;
    marks[3 * count + 2] = millis;
    count++;
  }

  /** The number of marks. */
  int count() {
    return count;
  }

  /** Whether the log was finished at the length last given to {@link #load}. */
  boolean ended() {
    return end == length;
  }

  /** The number of lines before a mark. */
  long line(int mark) {
    return marks[3 * mark];
  }

  long offset(int mark) {
    return marks[3 * mark + 1];
  }

  long millis(int mark) {
    return marks[3 * mark + 2];
  }

  /** The last mark with at most {@code line} lines before it, or -1. */
  int floor(long line) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (line(middle) <= line) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
