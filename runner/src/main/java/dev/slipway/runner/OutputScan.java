package dev.slipway.runner;

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

  private OutputScan() {}

  /** The next line end or {@code #}; {@code to} when there is none. */
  static int nextMark(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      byte each = bytes[at];
      if (each <= '#' && (each == '\n' || each == '\r' || each == '#')) {
        return at;
      }
      at++;
    }
    return to;
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
