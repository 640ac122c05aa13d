package dev.slipway.server;

import java.io.IOException;
import java.io.InputStream;

/** The content of a chunked body, as it comes. */
final class ChunkedInput extends InputStream {
  private static final int HEXADECIMAL = 16;

  private final InputStream in;
  private int left;
  private boolean begun;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    left--;
    return in.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int first = read();
    if (first < 0) {
      return -1;
    }
    buffer[offset] = (byte) first;
    int more = in.read(buffer, offset + 1, Math.min(length - 1, left));
    left -= Math.max(0, more);
    return 1 + Math.max(0, more);
  }

  private void nextChunk() throws IOException {
    if (begun) {
      ControlClient.line(in);
    }
    begun = true;
    left = Integer.parseInt(ControlClient.line(in).strip(), HEXADECIMAL);
    ended = left == 0;
  }
}
