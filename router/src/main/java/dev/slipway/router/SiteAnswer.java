package dev.slipway.router;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a static site as the codec sends it.
 *
 * @param head with the whole body, unless a transfer brings it
 */
record SiteAnswer(HttpResponse head, @Nullable SiteTransfer transfer) {
  private static final String[] ASKED = {
    "accept", "accept-encoding", "if-none-match", "if-range", "range"
  };

  static SiteAnswer of(Site site, HttpRequest request, ByteBufAllocator allocator) {
    Map<String, String> headers = new HashMap<>();
    for (String name : ASKED) {
      String value = request.headers().get(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    SiteReply reply =
        site.answer(new Site.Request(request.method().name(), request.uri(), headers));
    try {
      return encoded(reply, request.method().equals(HttpMethod.HEAD), allocator);
    } catch (IOException unreadable) {
      return encoded(SiteReply.text(500, "A file of this site is not readable."));
    }
  }

  private static SiteAnswer encoded(SiteReply reply, boolean head, ByteBufAllocator allocator)
      throws IOException {
    switch (reply.body()) {
      case SiteReply.Body.None() -> {
        return new SiteAnswer(whole(reply, Unpooled.EMPTY_BUFFER), null);
      }
      case SiteReply.Body.Text text -> {
        ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(text.bytes());
        return new SiteAnswer(whole(reply, body), null);
      }
      case SiteReply.Body.Stretch stretch -> {
        if (head || stretch.length() == 0) {
          return new SiteAnswer(whole(reply, Unpooled.EMPTY_BUFFER), null);
        }
        SiteTransfer transfer = SiteTransfer.open(stretch);
        if (stretch.length() > SiteTransfer.PIECE) {
          return new SiteAnswer(begun(reply), transfer);
        }
        try (transfer) {
          HttpContent only = transfer.next(allocator);
          return new SiteAnswer(whole(reply, only.content()), null);
        }
      }
    }
  }

  private static SiteAnswer encoded(SiteReply reply) {
    SiteReply.Body.Text text = (SiteReply.Body.Text) reply.body();
    return new SiteAnswer(whole(reply, Unpooled.wrappedBuffer(text.bytes())), null);
  }

  private static HttpResponse whole(SiteReply reply, ByteBuf body) {
    return withHeaders(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body),
        reply);
  }

  private static HttpResponse begun(SiteReply reply) {
    return withHeaders(
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status())),
        reply);
  }

  private static HttpResponse withHeaders(HttpResponse response, SiteReply reply) {
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    // 304 says nothing about a length rather than a wrong one.
    if (reply.status() != 304) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length());
    }
    return response;
  }
}
