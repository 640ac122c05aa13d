package dev.slipway.store;

import java.util.Arrays;

/**
 * Tells quickly where none of a set of byte strings can begin; immutable.
 *
 * <p>The idea of Wu and Manber: let w be the length of the shortest string (at most 16). The last
 * two bytes of a window of w bytes tell how far it can move before they fall together with a place
 * in the first w bytes of any string; mostly that is w - 1 bytes, so most text is never looked at.
 * A window that cannot move is ruled out by its first two bytes, or else left to the automaton.
 */
final class Prefilter {
  private static final int PAIRS = 1 << 16;
  private static final int MAX_WINDOW = 16;

  private final int window;
  private final byte[] shift;
  private final long[] begins;

  private Prefilter(int window, byte[] shift, long[] begins) {
    this.window = window;
    this.shift = shift;
    this.begins = begins;
  }

  static Prefilter of(byte[][] patterns) {
    int window = MAX_WINDOW;
    for (byte[] pattern : patterns) {
      window = Math.min(window, pattern.length);
    }
    if (patterns.length == 0 || window < 2) {
      return bytewise(patterns);
    }
    byte[] shift = new byte[PAIRS];
    Arrays.fill(shift, (byte) (window - 1));
    long[] begins = new long[PAIRS / Long.SIZE];
    for (byte[] pattern : patterns) {
      mark(begins, pair(pattern, 0));
      for (int i = 0; i + 2 <= window; i++) {
        int pair = pair(pattern, i);
        shift[pair] = (byte) Math.min(shift[pair], window - 2 - i);
      }
    }
    return new Prefilter(window, shift, begins);
  }

  /** The first place in {@code bytes[from, to]} where a string may begin. */
  int skip(byte[] bytes, int from, int to) {
    if (window < 2) {
      return skipBytewise(bytes, from, to);
    }
    int at = from;
    int end = to - window;
    int last = window - 2;
    while (at <= end) {
      int move = shift[pair(bytes, at + last)];
      if (move == 0) {
        if (isMarked(begins, pair(bytes, at))) {
          return at;
        }
        move = 1;
      }
      at += move;
    }
    return at;
  }

  /** Some string is a single byte: only first bytes tell anything. */
  private static Prefilter bytewise(byte[][] patterns) {
    long[] begins = new long[256 / Long.SIZE];
    for (byte[] pattern : patterns) {
      mark(begins, pattern[0] & 0xFF);
    }
    return new Prefilter(1, new byte[0], begins);
  }

  private int skipBytewise(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !isMarked(begins, bytes[at] & 0xFF)) {
      at++;
    }
    return at;
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static void mark(long[] set, int member) {
    set[member >>> 6] |= 1L << member;
  }

  private static boolean isMarked(long[] set, int member) {
    return (set[member >>> 6] & 1L << member) != 0;
  }
}
