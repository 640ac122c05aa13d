package dev.slipway.router;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/** Headers that belong to one connection and end at it (RFC 9110, 7.6.1). */
final class HopHeaders {
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");

  private HopHeaders() {}

  /**
   * Removes them, with those that the Connection header names. The framing of the message and its
   * host stay: naming those is an attack, or a mistake.
   */
  static void strip(HttpHeaders headers) {
    if (headers.contains(HttpHeaderNames.CONNECTION)) {
      List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
      headers.remove(HttpHeaderNames.CONNECTION);
      values.forEach(value -> removeNamed(headers, value));
    }
    headers.remove(KEEP_ALIVE);
    headers.remove(PROXY_CONNECTION);
    headers.remove(HttpHeaderNames.TE);
    headers.remove(HttpHeaderNames.UPGRADE);
  }

  private static void removeNamed(HttpHeaders headers, String value) {
    for (String part : value.split(",", -1)) {
      String name = part.strip();
      if (!name.isEmpty() && !isKept(name)) {
        headers.remove(name);
      }
    }
  }

  private static boolean isKept(String name) {
    return HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)
        || HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
        || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
        || HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(name);
  }
}
