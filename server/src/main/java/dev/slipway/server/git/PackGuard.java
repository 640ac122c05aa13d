package dev.slipway.server.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/*
 * A push is lines of commands, each with its length in four hexadecimal digits, a line of length 0,
 * and a pack (gitprotocol-pack). A pack begins with PACK, a version and the number of objects, four
 * bytes each. Who parses it makes room for that number at once, so it is looked at before.
 */
/** A push on its way in, stopped when its pack announces more objects than it may have. */
final class PackGuard extends FilterInputStream {
  private static final int HEADER = 12;
  private static final byte[] SIGNATURE = "PACK".getBytes(StandardCharsets.US_ASCII);
  private static final int LENGTH_DIGITS = 4;

  private final long mostObjects;
  private State state = State.LENGTH;
  private int digits;
  private int length;
  private int remaining;
  private int headerBytes;
  private long objects;

  private enum State {
    LENGTH,
    LINE,
    HEADER,
    PACK
  }

  PackGuard(InputStream in, long mostObjects) {
    super(in);
    this.mostObjects = mostObjects;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0 && state != State.PACK) {
      look((byte) one);
    }
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int wanted) throws IOException {
    int count = super.read(buffer, offset, wanted);
    for (int i = 0; i < count && state != State.PACK; i++) {
      look(buffer[offset + i]);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return count <= 0 || read() < 0 ? 0 : 1;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void look(byte one) throws IOException {
    switch (state) {
      case LENGTH -> lookAtLength(one);
      case LINE -> {
        remaining--;
        if (remaining == 0) {
          state = State.LENGTH;
        }
      }
      case HEADER -> lookAtHeader(one);
      case PACK -> {}
    }
  }

  private void lookAtLength(byte one) throws IOException {
    int digit = Character.digit(one, 16);
    if (digit < 0) {
      throw new IOException("a line of the push does not begin with its length");
    }
    length = length * 16 + digit;
    digits++;
    if (digits < LENGTH_DIGITS) {
      return;
    }
    if (length == 0) {
      state = State.HEADER;
    } else if (length > LENGTH_DIGITS) {
      remaining = length - LENGTH_DIGITS;
      state = State.LINE;
    }
    digits = 0;
    length = 0;
  }

  private void lookAtHeader(byte one) throws IOException {
    if (headerBytes < SIGNATURE.length && one != SIGNATURE[headerBytes]) {
      throw new IOException("the commands of the push are not followed by a pack");
    }
    if (headerBytes >= HEADER - Integer.BYTES) {
      objects = objects << Byte.SIZE | (one & 0xff);
    }
    headerBytes++;
    if (headerBytes < HEADER) {
      return;
    }
    if (objects > mostObjects) {
      throw new IOException(
          "the pack announces " + objects + " objects; a push may have " + mostObjects);
    }
    state = State.PACK;
  }
}
