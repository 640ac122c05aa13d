package dev.slipway.runner;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds in the bytes of output what a step's log must not pass over. */
final class OutputScan {
  /** The runner's own markers; a step must not print them. */
  private static final byte[][] MARKERS = {
    "##[start-action".getBytes(StandardCharsets.US_ASCII),
    "##[end-action".getBytes(StandardCharsets.US_ASCII)
  };

  /** Length of the part of a marker that its break comes after. */
  static final int MARKER_HEAD = "##[".length();

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long FEEDS = ONES * '\n';
  private static final long RETURNS = ONES * '\r';
  private static final long HASHES = ONES * '#';

  private OutputScan() {}

  /** The next line end or {@code #}; {@code to} when there is none. */
  static int nextMark(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long found = marks((long) EIGHT.get(bytes, at));
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r' && bytes[at] != '#') {
      at++;
    }
    return at;
  }

  /** The lowest bit set lies in the first byte that is a mark; higher ones may be false. */
  private static long marks(long word) {
    return zeroes(word ^ FEEDS) | zeroes(word ^ RETURNS) | zeroes(word ^ HASHES);
  }

  /** Hacker's Delight, 6-1: the lowest bit set lies in the lowest byte that is zero. */
  private static long zeroes(long word) {
    return (word - ONES) & ~word & (ONES << 7);
  }

  /** The next line feed or carriage return; {@code to} when there is none. */
  static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** Whether a marker stands at a place; {@code UNDECIDED} when more bytes are needed to tell. */
  static Marker marker(byte[] bytes, int at, int to) {
    Marker found = Marker.NONE;
    for (byte[] marker : MARKERS) {
      int length = Math.min(marker.length, to - at);
      int same = 0;
      while (same < length && bytes[at + same] == marker[same]) {
        same++;
      }
      if (same == marker.length) {
        return Marker.FOUND;
      }
      if (same == to - at) {
        found = Marker.UNDECIDED;
      }
    }
    return found;
  }

  /** What {@link #marker} found. */
  enum Marker {
    NONE,
    FOUND,
    UNDECIDED
  }
}
