package dev.slipway.router;

import io.netty.buffer.ByteBuf;

/**
 * Where in a stream of server-sent events an answer stands (WHATWG HTML, 9.2.6): between two
 * events, or within one. Between two it can end without a client losing anything.
 */
final class EventStream {
  /** The last four bytes, the newest lowest; an empty stream stands between two events. */
  private int tail = 0x0A0A;

  void passed(ByteBuf content) {
    int end = content.writerIndex();
    for (int i = Math.max(content.readerIndex(), end - 4); i < end; i++) {
      tail = tail << 8 | (content.getByte(i) & 0xFF);
    }
  }

  boolean isBetweenEvents() {
    boolean lineFeeds = (tail & 0xFFFF) == 0x0A0A;
    boolean returns = (tail & 0xFFFF) == 0x0D0D;
    return lineFeeds || returns || tail == 0x0D0A0D0A;
  }
}
