package dev.slipway.router;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer on its way to the client: its head is rewritten, its body passes piece by piece. */
final class Relay {
  private final ClientConnection client;
  private final ClientRequest request;
  private @Nullable EventStream events;
  private boolean keepsConnection;
  private int status;
  private long sent;

  Relay(ClientConnection client, ClientRequest request) {
    this.client = client;
    this.request = request;
  }

  /** The status that the client was or will be given; 0 before there is one. */
  int status() {
    return status;
  }

  /** Bytes of the body. */
  long sent() {
    return sent;
  }

  /** Whether the client's connection can serve another request after this answer. */
  boolean keepsConnection() {
    return keepsConnection;
  }

  boolean isEventStream() {
    return events != null;
  }

  boolean isBetweenEvents() {
    return events != null && events.isBetweenEvents();
  }

  /** Begins the answer of a release; its head must be written next, by one of the two below. */
  void begin(HttpResponse head, boolean mayKeep, @Nullable String cookie) {
    status = head.status().code();
    keepsConnection =
        ResponseHeaders.rewrite(head, request.message(), request.isHttp10(), mayKeep, cookie);
  }

  void writeHead(HttpResponse head) {
    if (ResponseHeaders.isEventStream(head)) {
      events = new EventStream();
    }
    if (head instanceof FullHttpResponse whole) {
      sent += whole.content().readableBytes();
    }
    client.write(head);
  }

  void writeWhole(HttpResponse head, LastHttpContent body) {
    sent += body.content().readableBytes();
    client.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            head.status(),
            body.content(),
            head.headers(),
            body.trailingHeaders()));
  }

  void writeBody(HttpContent piece) {
    sent += piece.content().readableBytes();
    if (events != null) {
      events.passed(piece.content());
    }
    client.write(piece);
  }

  /** Writes pieces of a file while the client takes them; true once all are written. */
  boolean writeFrom(SiteTransfer file) throws IOException {
    while (client.isWritable()) {
      HttpContent piece = file.next(client.channel().alloc());
      boolean last = piece instanceof LastHttpContent;
      writeBody(piece);
      if (last) {
        return true;
      }
    }
    client.flush();
    return false;
  }

  void writeEnd() {
    client.write(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Passes an answer 1xx on, unless the client is too old to know of those. */
  void writeInterim(HttpResponse head) {
    if (!request.isHttp10()) {
      HopHeaders.strip(head.headers());
      writeBodyless(head);
    }
  }

  /** Tells the client that its connection is a WebSocket from now on. */
  void writeSwitch(HttpResponse head) {
    status = head.status().code();
    HopHeaders.strip(head.headers());
    head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    head.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    writeBodyless(head);
  }

  private void writeBodyless(HttpResponse head) {
    client.write(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            head.status(),
            Unpooled.EMPTY_BUFFER,
            head.headers(),
            EmptyHttpHeaders.INSTANCE));
    client.flush();
  }

  /** Writes an answer of the router's own. */
  void writeOwn(FullHttpResponse response, boolean keeps) {
    status = response.status().code();
    sent += response.content().readableBytes();
    keepsConnection = keeps;
    ResponseHeaders.setConnection(response.headers(), request.isHttp10(), keeps);
    client.write(response);
  }
}
