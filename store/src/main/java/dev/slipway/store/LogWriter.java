package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Appends to one log; for use by one thread at a time.
 *
 * <p>Small writes are gathered: call {@link #flush} when nothing more is at hand, so that readers
 * see it. A line is marked in the index when 64 KiB or a tenth of a second have passed since the
 * last mark.
 */
public final class LogWriter implements ByteSink, AutoCloseable {
  static final int MARK_BYTES = 64 << 10;
  static final long MARK_MILLIS = 100;

  private final Path path;
  private final InstantSource clock;
  private final RandomAccessFile file;
  private final RandomAccessFile indexFile;
  private final byte[] buffer = new byte[64 << 10];
  private final ByteBuffer marks = ByteBuffer.allocate(64 * LogIndex.RECORD);
  private int buffered;
  private long size;
  private long lines;
  private boolean atLineStart;
  private long markedOffset = -MARK_BYTES;
  private long markedMillis;
  private boolean closed;

  private LogWriter(Path path, InstantSource clock) throws IOException {
    this.path = path;
    this.clock = clock;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.indexFile = new RandomAccessFile(LogIndex.pathOf(path).toFile(), "rw");
    this.size = file.length();
    this.atLineStart = size == 0;
    if (size > 0) {
      resume();
    } else if (indexFile.length() > 0) {
      indexFile.setLength(0);
    }
  }

  static LogWriter open(Path path, InstantSource clock) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      return new LogWriter(path, clock);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    long now = clock.millis();
    try {
      for (int done = 0; done < length; done += MARK_BYTES) {
        int slice = Math.min(MARK_BYTES, length - done);
        index(bytes, offset + done, slice, now);
        append(bytes, offset + done, slice);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The number of whole lines so far. */
  public long lines() {
    return lines;
  }

  /** The number of bytes so far. */
  public long size() {
    return size;
  }

  /** Lets readers see all that was written; it is not brought to the disk. */
  public void flush() {
    try {
      flushBytes();
      flushMarks();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Flushes, and marks the log as finished. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (file;
        indexFile) {
      flushBytes();
      mark(~lines, size, clock.millis());
      flushMarks();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Counts the lines of a slice, and marks the first that begins in it if a mark is due. */
  private void index(byte[] bytes, int offset, int length, long now) throws IOException {
    int end = offset + length;
    int from = offset;
    if (size - markedOffset >= MARK_BYTES || now - markedMillis >= MARK_MILLIS) {
      if (!atLineStart) {
        int lineBreak = Newlines.find(bytes, offset, end);
        from = lineBreak < 0 ? end : lineBreak + 1;
        lines += lineBreak < 0 ? 0 : 1;
      }
      if (from < end) {
        markedOffset = size + from - offset;
        markedMillis = now;
        mark(lines, markedOffset, now);
      }
    }
    lines += Newlines.count(bytes, from, end);
    size += length;
    atLineStart = bytes[end - 1] == '\n';
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - buffered) {
      flushBytes();
    }
    if (length >= buffer.length / 2) {
      file.write(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, buffered, length);
    buffered += length;
  }

  private void flushBytes() throws IOException {
    if (buffered > 0) {
      file.write(buffer, 0, buffered);
      buffered = 0;
    }
  }

  private void mark(long line, long offset, long millis) throws IOException {
    if (!marks.hasRemaining()) {
      flushMarks();
    }
    marks.putLong(line).putLong(offset).putLong(millis);
  }

  private void flushMarks() throws IOException {
    if (marks.position() > 0) {
      indexFile.write(marks.array(), 0, marks.position());
      marks.clear();
    }
  }

  /** Goes on at the end of a log that an earlier writer left, however it ended. */
  private void resume() throws IOException {
    LogScan scan = new LogScan(file, path);
    LogIndex index = new LogIndex();
    index.load(indexFile, size);
    scan.complete(index);
    lines = scan.lines();
    atLineStart = scan.atLineStart();
    indexFile.setLength(0);
    for (int i = 0; i < index.count(); i++) {
      mark(index.line(i), index.offset(i), index.millis(i));
    }
    flushMarks();
    markedOffset = index.count() == 0 ? -MARK_BYTES : index.offset(index.count() - 1);
    file.seek(size);
  }

  private static SlipwayException failed(Path path, IOException cause) {
    return new SlipwayException(
        ErrorCode.MACHINE, "Cannot write the log " + path + ": " + cause.getMessage(), cause);
  }
}
