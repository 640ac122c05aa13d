package dev.slipway.router;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Makes the headers of an instance's response those that the client gets. */
final class ResponseHeaders {
  private static final String EVENT_STREAM = "text/event-stream";

  private ResponseHeaders() {}

  /** Whether the response has no body whatever its headers say (RFC 9112, 6.3). */
  static boolean isBodyless(HttpResponse response, HttpRequest request) {
    HttpResponseStatus status = response.status();
    return request.method().equals(HttpMethod.HEAD)
        || status.equals(HttpResponseStatus.NO_CONTENT)
        || status.equals(HttpResponseStatus.NOT_MODIFIED);
  }

  /** Whether the end of the response is told by anything but the end of the connection. */
  static boolean hasEnd(HttpResponse response, HttpRequest request) {
    return isBodyless(response, request)
        || response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        || HttpUtil.isTransferEncodingChunked(response);
  }

  static boolean isEventStream(HttpResponse response) {
    String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
    return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
  }

  /**
   * Rewrites them in place and says whether the client's connection can stay.
   *
   * @param http10 whether the client speaks HTTP/1.0
   * @param keepAlive whether it may stay as far as the request is concerned
   * @param cookie a cookie to set, or null
   */
  static boolean rewrite(
      HttpResponse response,
      HttpRequest request,
      boolean http10,
      boolean keepAlive,
      @Nullable String cookie) {
    HttpHeaders headers = response.headers();
    boolean ends = hasEnd(response, request);
    HopHeaders.strip(headers);
    boolean stays = keepAlive;
    if (http10) {
      // Chunks are unknown to HTTP/1.0: the end of the connection ends the body.
      stays = keepAlive && ends && !HttpUtil.isTransferEncodingChunked(response);
      headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
    } else if (!ends) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (cookie != null) {
      headers.add(HttpHeaderNames.SET_COOKIE, cookie);
    }
    setConnection(headers, http10, stays);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    return stays;
  }

  static void setConnection(HttpHeaders headers, boolean http10, boolean stays) {
    if (!stays) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (http10) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }
}
