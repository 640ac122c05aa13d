package dev.slipway.server.http;

import java.util.Optional;

/**
 * The part of a file that is asked for (RFC 9110, 14.1.2); all of it when more than one is.
 *
 * @param last the last byte, itself included; before the first one if there is none
 */
record ByteRange(long first, long last, long size) {
  static ByteRange of(Optional<String> header, long size) {
    ByteRange whole = new ByteRange(0, size - 1, size);
    if (header.isEmpty() || !header.get().startsWith("bytes=")) {
      return whole;
    }
    String range = header.get().substring("bytes=".length()).strip();
    int dash = range.indexOf('-');
    if (dash < 0 || range.indexOf(',') >= 0) {
      return whole;
    }
    try {
      if (dash == 0) {
        return new ByteRange(
            Math.max(0, size - Long.parseLong(range.substring(1))), size - 1, size);
      }
      long first = Long.parseLong(range.substring(0, dash));
      String end = range.substring(dash + 1);
      long last = end.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(end));
      return last < first && first < size ? whole : new ByteRange(first, last, size);
    } catch (NumberFormatException e) {
      return whole;
    }
  }

  boolean isOutside() {
    return first < 0 || (first >= size && size > 0);
  }

  boolean isPart() {
    return length() != size;
  }

  long length() {
    return last - first + 1;
  }
}
