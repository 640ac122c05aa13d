package dev.slipway.runner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines for somebody who watches. Not thread-safe. */
final class LineTap implements AutoCloseable {
  /** A longer line is handed on in pieces, in bytes. */
  static final int MAX_LINE = 64 * 1024;

  private final Consumer<String> listener;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

  LineTap(Consumer<String> listener) {
    this.listener = listener;
  }

  void write(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int from = offset;
    while (from < end) {
      int limit = Math.min(end, from + MAX_LINE - partial.size());
      int at = from;
      while (at < limit && bytes[at] != '\n') {
        at++;
      }
      partial.write(bytes, from, at - from);
      boolean ended = at < limit;
      if (ended || partial.size() == MAX_LINE) {
        handOn();
      }
      from = ended ? at + 1 : at;
    }
  }

  /** Hands on a last line without an end. */
  @Override
  public void close() {
    if (partial.size() > 0) {
      handOn();
    }
  }

  /** Shows what a terminal would show: of a line that overwrites itself, what stands last. */
  private void handOn() {
    String line = partial.toString(StandardCharsets.UTF_8);
    partial.reset();
    String shown = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    listener.accept(shown.substring(shown.lastIndexOf('\r') + 1));
  }
}
