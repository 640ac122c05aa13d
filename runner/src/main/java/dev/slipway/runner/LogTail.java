package dev.slipway.runner;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last bytes of a log, in a ring. Not thread-safe. */
final class LogTail {
  /** As many bytes are kept: some hundred lines. */
  static final int CAPACITY = 16 * 1024;

  private final byte[] ring = new byte[CAPACITY];
  private long written;

  void write(byte[] bytes, int offset, int length) {
    int count = Math.min(length, CAPACITY);
    int from = offset + length - count;
    int position = (int) ((written + length - count) % CAPACITY);
    int first = Math.min(count, CAPACITY - position);
    System.arraycopy(bytes, from, ring, position, first);
    System.arraycopy(bytes, from + first, ring, 0, count - first);
    written += length;
  }

  /** At most that many last lines; the first may lack its beginning when lines are very long. */
  List<String> lines(int most) {
    int count = (int) Math.min(written, CAPACITY);
    byte[] kept = new byte[count];
    int position = (int) ((written - count) % CAPACITY);
    int first = Math.min(count, CAPACITY - position);
    System.arraycopy(ring, position, kept, 0, first);
    System.arraycopy(ring, 0, kept, first, count - first);
    List<String> lines = new String(kept, StandardCharsets.UTF_8).lines().toList();
    boolean cut = written > CAPACITY && lines.size() > 1;
    List<String> whole = cut ? lines.subList(1, lines.size()) : lines;
    return List.copyOf(whole.subList(Math.max(0, whole.size() - most), whole.size()));
  }
}
