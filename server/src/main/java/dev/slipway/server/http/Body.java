package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a request, never read beyond its limit; for use by one thread. */
final class Body {
  private final InputStream raw;
  private long mostBytes;
  private @Nullable Form form;

  Body(InputStream raw) {
    this.raw = raw;
  }

  void limit(long bytes) {
    mostBytes = bytes;
  }

  InputStream stream() {
    return new Limited(raw, mostBytes);
  }

  /** The form it holds; read once. */
  Form form() {
    if (form == null) {
      try {
        form = Form.parse(new String(stream().readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new SlipwayException(
            ErrorCode.INVALID_INPUT, "the form could not be read: " + e.getMessage(), e);
      }
    }
    return form;
  }

  /** Ends with a fault where the limit is. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long mostBytes) {
      super(in);
      this.left = mostBytes;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      if (read >= 0) {
        count(1);
      }
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        count(read);
      }
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      count(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(long bytes) {
      left -= bytes;
      if (left < 0) {
        throw new SlipwayException(
            ErrorCode.TOO_LARGE, "the body is longer than this address takes");
      }
    }
  }
}
