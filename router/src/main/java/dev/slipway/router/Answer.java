package dev.slipway.router;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** The router's own answers. */
final class Answer {
  private Answer() {}

  static FullHttpResponse text(HttpResponseStatus status, String line) {
    return of(status, "text/plain; charset=utf-8", line + "\n");
  }

  static FullHttpResponse tooLarge() {
    return text(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the request body is too large");
  }

  /** Tells a visitor to come back soon. */
  static FullHttpResponse maintenance(String message) {
    String page =
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Maintenance</title>
        <body style="font:18px/1.5 system-ui;max-width:34em;margin:20vh auto;padding:0 1em">
        <h1>We will be back soon</h1>
        <p>\
        """
            + escaped(message)
            + "</p></body></html>\n";
    FullHttpResponse response =
        of(HttpResponseStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", page);
    response.headers().set(HttpHeaderNames.RETRY_AFTER, "30");
    return response;
  }

  private static FullHttpResponse of(HttpResponseStatus status, String type, String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return response;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
