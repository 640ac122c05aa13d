package dev.slipway.router;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** The head of a client's request, and what it says of the exchange before it is rewritten. */
final class ClientRequest {
  private final HttpRequest message;
  private final boolean http10;
  private final boolean bodyless;
  private final boolean webSocket;
  private final boolean expectsContinue;
  private final boolean keepAlive;
  private final String target;

  ClientRequest(HttpRequest message) {
    this.message = message;
    this.http10 = message.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.bodyless = isBodyless(message);
    this.webSocket = !http10 && RequestHeaders.isWebSocket(message);
    this.expectsContinue = message.headers().contains(HttpHeaderNames.EXPECT);
    this.keepAlive = HttpUtil.isKeepAlive(message);
    RequestTarget.normalise(message);
    this.target = message.uri();
  }

  private static boolean isBodyless(HttpRequest message) {
    if (message.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return false;
    }
    String length = message.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null || length.equals("0");
  }

  HttpRequest message() {
    return message;
  }

  boolean isHttp10() {
    return http10;
  }

  boolean isBodyless() {
    return bodyless;
  }

  boolean isWebSocket() {
    return webSocket;
  }

  boolean expectsContinue() {
    return expectsContinue;
  }

  /** Whether the client wants its connection kept. */
  boolean isKeepAlive() {
    return keepAlive;
  }

  /** Whether it may be sent a second time when no answer came: safe (RFC 9110, 9.2.1), no body. */
  boolean canBeSentAgain() {
    HttpMethod method = message.method();
    return bodyless
        && (method.equals(HttpMethod.GET)
            || method.equals(HttpMethod.HEAD)
            || method.equals(HttpMethod.OPTIONS));
  }

  /** The body's length as announced; 0 when it is chunked or none. */
  long announcedBytes() {
    return HttpUtil.getContentLength(message, 0L);
  }

  LiveTable.@Nullable Entry findIn(LiveTable table) {
    return table.find(host(), target);
  }

  /** The host in lower case, without port; empty when there is none. */
  String host() {
    return RequestTarget.hostOf(message.headers().get(HttpHeaderNames.HOST));
  }

  /** The path as the client asked for it, without its query. */
  String path() {
    int query = target.indexOf('?');
    if (query < 0) {
      return target;
    }
    return target.substring(0, query);
  }

  /** What is written to an instance: in one piece where there is no body. */
  HttpMessage outgoing() {
    if (!bodyless) {
      return message;
    }
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        message.method(),
        message.uri(),
        Unpooled.EMPTY_BUFFER,
        message.headers(),
        EmptyHttpHeaders.INSTANCE);
  }
}
