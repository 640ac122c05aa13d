package dev.slipway.router;

import io.netty.handler.codec.http.HttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The body of a request on its way to an instance: it waits here until there is a connection, and
 * the client is read only as fast as the instance takes it.
 */
final class RequestBody {
  private final ClientConnection client;
  private final Deque<HttpContent> waiting = new ArrayDeque<>(0);
  private boolean complete;
  private long received;

  RequestBody(ClientConnection client, boolean none) {
    this.client = client;
    this.complete = none;
  }

  /** Whether its last piece has come. */
  boolean isComplete() {
    return complete;
  }

  /** How many bytes have come. */
  long received() {
    return received;
  }

  /** Takes note of a piece that came. */
  void count(HttpContent piece, boolean last) {
    complete = last;
    received += piece.content().readableBytes();
  }

  /**
   * Keeps a piece until there is a connection, and lets no more come. Behind the last one reading
   * goes on, which is how a client that leaves is noticed.
   */
  void keep(HttpContent piece) {
    waiting.add(piece);
    client.pauseReading(!complete);
  }

  /** Lets no more come: nobody asks for it yet. */
  void hold() {
    if (!complete) {
      client.pauseReading(true);
    }
  }

  /** Sends what was kept. */
  void sendKept(UpstreamConnection upstream) {
    waiting.forEach(upstream::write);
    waiting.clear();
    if (!complete) {
      client.pauseReading(!upstream.isWritable());
    }
  }

  /** Sends a piece. */
  void send(HttpContent piece, UpstreamConnection upstream) {
    upstream.write(piece);
    if (!complete && !upstream.isWritable()) {
      // In this order: the flush may make it writable again, which resumes the reading.
      client.pauseReading(true);
      upstream.flush();
    }
  }

  /** The instance takes more again. */
  void resume() {
    if (!complete) {
      client.pauseReading(false);
    }
  }

  /** Forgets what was kept. */
  void release() {
    waiting.forEach(HttpContent::release);
    waiting.clear();
  }
}
