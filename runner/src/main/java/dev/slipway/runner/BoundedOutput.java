package dev.slipway.runner;

import dev.slipway.machine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes of an output and forgets the rest. For one thread at a time. */
final class BoundedOutput implements OutputSink {
  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * @param limit how many bytes are kept
   */
  BoundedOutput(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    bytes.write(buffer, offset, Math.min(length, limit - bytes.size()));
  }

  /** What was kept, read as UTF-8. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
