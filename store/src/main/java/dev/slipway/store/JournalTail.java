package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a journal file ends.
 *
 * @param last the number of the last entry; 0 when there is none
 * @param length the bytes up to the end of that entry
 */
record JournalTail(long last, long length) {
  private static final int BLOCK = 8192;

  /** Reads the fields around events only, so a codec that fails cannot make an entry look torn. */
  private static final EntryFormat ENVELOPE = new EntryFormat(EventCodecs.of());

  /**
   * Finds the last whole entry of {@code file}; what a crash left behind it is moved to {@code
   * <name>.torn} and cut off.
   */
  static JournalTail mend(RandomAccessFile file, Path path) throws IOException {
    JournalTail tail = find(file, path);
    long length = file.length();
    if (tail.length() < length) {
      byte[] torn = read(file, tail.length(), length);
      Files.write(
          path.resolveSibling(path.getFileName() + ".torn"),
          torn,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      file.setLength(tail.length());
    }
    return tail;
  }

  private static JournalTail find(RandomAccessFile file, Path path) throws IOException {
    long end = lineBreakBefore(file, file.length());
    if (end < 0) {
      return new JournalTail(0, 0);
    }
    while (end >= 0) {
      long before = lineBreakBefore(file, end);
      long seq = seqOf(file, before + 1, end);
      if (seq > 0) {
        return new JournalTail(seq, end + 1);
      }
      end = before;
    }
    throw new SlipwayException(
        ErrorCode.CORRUPT, path + " holds lines but no journal entry; move it away to start anew");
  }

  private static long seqOf(RandomAccessFile file, long from, long to) throws IOException {
    if (to - from > EntryFormat.MAX_LINE) {
      return 0;
    }
    byte[] line = read(file, from, to);
    try {
      return ENVELOPE.decode(line, 0, line.length).seq();
    } catch (SlipwayException e) {
      return 0;
    }
  }

  /** The offset of the last line break before {@code position}, or -1. */
  private static long lineBreakBefore(RandomAccessFile file, long position) throws IOException {
    long to = position;
    while (to > 0) {
      long from = Math.max(0, to - BLOCK);
      byte[] block = read(file, from, to);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return from + i;
        }
      }
      to = from;
    }
    return -1;
  }

  private static byte[] read(RandomAccessFile file, long from, long to) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(to - from)];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }
}
