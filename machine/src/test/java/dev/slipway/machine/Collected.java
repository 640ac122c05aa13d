package dev.slipway.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A sink that keeps everything. */
final class Collected implements OutputSink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public synchronized void write(byte[] buffer, int offset, int length) {
    bytes.write(buffer, offset, length);
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
