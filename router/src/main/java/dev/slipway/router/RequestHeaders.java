package dev.slipway.router;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the headers of a client's request those that an instance gets.
 *
 * <p>What a client says of where it comes from is not believed: the forwarding headers are ours.
 * Names with an underscore are dropped, since CGI and WSGI can't tell {@code x_forwarded_for} from
 * the real header.
 */
final class RequestHeaders {
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  private static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString REAL_IP = AsciiString.cached("x-real-ip");
  private static final AsciiString RELEASE = AsciiString.cached("x-slipway-release");

  private RequestHeaders() {}

  static boolean isWebSocket(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return headers.contains(HttpHeaderNames.UPGRADE)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  /**
   * Rewrites them in place.
   *
   * @param clientAddress of the connection, without port
   * @param scheme {@code http} or {@code https}, as the client spoke it
   * @param webSocket whether the client wants one
   */
  static void rewrite(HttpRequest request, String clientAddress, String scheme, boolean webSocket) {
    HttpHeaders headers = request.headers();
    HopHeaders.strip(headers);
    dropUnderscored(headers);
    headers.remove(FORWARDED);
    headers.remove(REAL_IP);
    headers.remove(RELEASE);
    headers.set(FOR, clientAddress);
    headers.set(PROTO, scheme);
    String host = headers.get(HttpHeaderNames.HOST);
    if (host == null) {
      headers.remove(HOST);
      headers.set(HttpHeaderNames.HOST, "");
    } else {
      headers.set(HOST, host);
    }
    if (webSocket) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /** Tells an instance which release it is. */
  static void nameRelease(HttpRequest request, ReleaseLabel release) {
    request.headers().set(RELEASE, release.value());
  }

  private static void dropUnderscored(HttpHeaders headers) {
    List<String> dropped = null;
    var entries = headers.iteratorCharSequence();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      if (AsciiString.indexOf(entry.getKey(), '_', 0) >= 0) {
        if (dropped == null) {
          dropped = new ArrayList<>();
        }
        dropped.add(entry.getKey().toString());
      }
    }
    if (dropped != null) {
      dropped.forEach(headers::remove);
    }
  }
}
