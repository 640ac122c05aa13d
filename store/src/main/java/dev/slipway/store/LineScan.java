package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A walk over the whole lines of a file that may still grow; for use by one thread.
 *
 * <p>A line without its line break is not seen, and not remembered either: the writer may cut it
 * off and write another in its place.
 */
final class LineScan implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final Path path;
  private final RandomAccessFile file;
  private byte[] buffer = new byte[BLOCK];
  private long base;
  private int next;
  private int filled;
  private int lineFrom;
  private int lineTo;

  LineScan(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  /** Goes on at {@code offset}, where a line must begin. */
  void seek(long offset) {
    base = offset;
    next = 0;
    filled = 0;
  }

  /** The offset of the next line. */
  long offset() {
    return base + next;
  }

  /** Goes to the next line, which {@link #buffer} then holds; false when it is not whole yet. */
  boolean next() throws IOException {
    int from = next;
    while (true) {
      int lineBreak = Newlines.find(buffer, from, filled);
      if (lineBreak >= 0) {
        lineFrom = next;
        lineTo = lineBreak;
        next = lineBreak + 1;
        return true;
      }
      from = filled - next;
      if (!fill()) {
        seek(offset());
        return false;
      }
    }
  }

  /** Goes past {@code lines} lines; false when there are fewer. */
  boolean skip(long lines) throws IOException {
    for (long i = 0; i < lines; i++) {
      if (!next()) {
        return false;
      }
    }
    return true;
  }

  /** What holds the line, from {@link #lineFrom} on; valid until the next call. */
  byte[] buffer() {
    return buffer;
  }

  int lineFrom() {
    return lineFrom;
  }

  /** The bytes of the line, without its line break. */
  int lineLength() {
    return lineTo - lineFrom;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Moves the line begun to the front and reads on behind it; false at the end of the file. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, next, buffer, 0, filled - next);
    filled -= next;
    base += next;
    next = 0;
    if (filled == buffer.length) {
      if (filled >= EntryFormat.MAX_LINE) {
        throw new SlipwayException(
            ErrorCode.CORRUPT,
            path + ": the line at byte " + base + " is longer than " + EntryFormat.MAX_LINE);
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    file.seek(base + filled);
    int read = file.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      return false;
    }
    filled += read;
    return true;
  }
}
