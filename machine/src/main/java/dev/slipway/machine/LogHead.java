package dev.slipway.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Passes output on and keeps the beginning of it, to explain a failed start. Thread-safe. */
final class LogHead implements OutputSink {
  private static final int LIMIT = 4_096;

  private final OutputSink next;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  LogHead(OutputSink next) {
    this.next = next;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    synchronized (kept) {
      kept.write(buffer, offset, Math.min(length, LIMIT - kept.size()));
    }
    next.write(buffer, offset, length);
  }

  String text() {
    synchronized (kept) {
      return kept.toString(StandardCharsets.UTF_8).strip();
    }
  }
}
