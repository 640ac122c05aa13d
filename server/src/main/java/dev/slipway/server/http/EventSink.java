package dev.slipway.server.http;

import java.io.IOException;

/**
 * Where the events of a stream go (server-sent events of the HTML standard); for use by one thread.
 */
public interface EventSink {
  /**
   * Sends an event.
   *
   * @param id what the client says it saw last when it comes back; empty for none
   * @param event its kind
   * @param data may have many lines
   * @throws IOException when the client is gone
   */
  void send(String id, String event, String data) throws IOException;

  /**
   * Says that the stream lives; send one about every 15 seconds when nothing happens.
   *
   * @throws IOException when the client is gone
   */
  void beat() throws IOException;

  /** Whether to go on; false when the server stops. */
  boolean isOpen();
}
