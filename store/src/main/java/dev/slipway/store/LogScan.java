package dev.slipway.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of a log, found by reading on from its last mark; remembers how far it got, so that a log
 * that grows is read once. For use by one thread.
 */
final class LogScan {
  private final RandomAccessFile log;
  private final Path path;
  private final byte[] buffer = new byte[LogWriter.MARK_BYTES];
  private long offset;
  private long lines;
  private boolean atLineStart = true;

  LogScan(RandomAccessFile log, Path path) {
    this.log = log;
    this.path = path;
  }

  /**
   * Reads to the end of the log, and adds marks for what its index misses by more than a stride.
   */
  void complete(LogIndex index) throws IOException {
    int last = index.count() - 1;
    if (last >= 0 && index.offset(last) > offset) {
      offset = index.offset(last);
      lines = index.line(last);
      atLineStart = true;
    }
    log.seek(offset);
    int read = log.read(buffer);
    while (read > 0) {
      addMark(index, read);
      lines += Newlines.count(buffer, 0, read);
      offset += read;
      atLineStart = buffer[read - 1] == '\n';
      read = log.read(buffer);
    }
  }

  /** The number of whole lines. */
  long lines() {
    return lines;
  }

  /** The length of the log. */
  long offset() {
    return offset;
  }

  /** Whether the last line is whole, or there is none. */
  boolean atLineStart() {
    return atLineStart;
  }

  private void addMark(LogIndex index, int read) throws IOException {
    int last = index.count() - 1;
    long marked = last < 0 ? -4L * LogWriter.MARK_BYTES : index.offset(last);
    if (offset - marked < 4L * LogWriter.MARK_BYTES) {
      return;
    }
    int lineBreak = atLineStart ? -1 : Newlines.find(buffer, 0, read);
    if (!atLineStart && lineBreak < 0) {
      return;
    }
    long millis = last < 0 ? Files.getLastModifiedTime(path).toMillis() : index.millis(last);
    long before = atLineStart ? lines : lines + 1;
    index.add(before, offset + lineBreak + 1, millis);
  }
}
