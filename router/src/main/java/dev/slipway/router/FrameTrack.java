package dev.slipway.router;

import io.netty.buffer.ByteBuf;

/**
 * Follows the frames of one direction of a WebSocket (RFC 6455, 5.2) only far enough to know where
 * each ends.
 */
final class FrameTrack {
  private static final int OPCODE_CLOSE = 8;

  private final byte[] header = new byte[14];
  private int have;
  private long payload;
  private boolean closeSeen;

  /** Whether the last byte that was followed ended a frame. */
  boolean isBetweenFrames() {
    return have == 0 && payload == 0;
  }

  /** Whether a close frame has begun. */
  boolean hasSeenClose() {
    return closeSeen;
  }

  /**
   * Follows the readable bytes of a buffer from an index on, without reading them.
   *
   * @param stopBetween whether to stop at the first end of a frame
   * @return the index behind the last byte that was followed
   */
  int follow(ByteBuf buffer, int from, boolean stopBetween) {
    int at = from;
    while (at < buffer.writerIndex()) {
      if (payload > 0) {
        int step = (int) Math.min(payload, buffer.writerIndex() - at);
        payload -= step;
        at += step;
      } else {
        header[have] = buffer.getByte(at);
        have++;
        at++;
        endHeader();
      }
      if (stopBetween && isBetweenFrames()) {
        return at;
      }
    }
    return at;
  }

  private void endHeader() {
    if (have < 2 || have < headerLength()) {
      return;
    }
    closeSeen |= (header[0] & 0x0F) == OPCODE_CLOSE;
    payload = payloadLength();
    have = 0;
  }

  private int headerLength() {
    int length = 2 + lengthBytes();
    if ((header[1] & 0x80) != 0) {
      length += 4;
    }
    return length;
  }

  private int lengthBytes() {
    return switch (header[1] & 0x7F) {
      case 126 -> 2;
      case 127 -> 8;
      default -> 0;
    };
  }

  private long payloadLength() {
    int bytes = lengthBytes();
    if (bytes == 0) {
      return header[1] & 0x7F;
    }
    long length = 0;
    for (int i = 2; i < 2 + bytes; i++) {
      length = length << 8 | (header[i] & 0xFF);
    }
    // The highest bit must be 0; whoever sets it gets a frame that never ends.
    return length & Long.MAX_VALUE;
  }
}
