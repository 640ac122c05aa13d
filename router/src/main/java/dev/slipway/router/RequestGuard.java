package dev.slipway.router;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets only requests pass that every reader understands alike (RFC 9112, 3.2 and 6.3); the first
 * other one becomes a {@link Refusal}, and nothing after it gets through.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {
  private boolean refused;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    Refusal refusal = judge((HttpObject) message);
    if (refusal == null) {
      context.fireChannelRead(message);
      return;
    }
    refused = true;
    ReferenceCountUtil.release(message);
    context.fireChannelRead(refusal);
  }

  private static @Nullable Refusal judge(HttpObject message) {
    DecoderResult result = message.decoderResult();
    if (result.isFailure()) {
      return unreadable(result.cause());
    }
    if (message instanceof HttpRequest request) {
      return judge(request);
    }
    return null;
  }

  private static Refusal unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new Refusal(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large");
    }
    return bad("the request is malformed");
  }

  private static @Nullable Refusal judge(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return new Refusal(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 is spoken");
    }
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
      return new Refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, method + " is not allowed");
    }
    if (!RequestTarget.isValid(request)) {
      return bad("the request target is malformed");
    }
    Refusal refusal = judgeHost(request);
    if (refusal != null) {
      return refusal;
    }
    return judgeFraming(request);
  }

  private static @Nullable Refusal judgeHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1) {
      return bad("more than one Host header");
    }
    if (hosts.isEmpty()) {
      if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        return bad("no Host header");
      }
      return null;
    }
    if (!RequestTarget.isAuthority(hosts.getFirst())) {
      return bad("the Host header is malformed");
    }
    return null;
  }

  private static @Nullable Refusal judgeFraming(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return null;
    }
    if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return bad("Content-Length beside Transfer-Encoding");
    }
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      return bad("HTTP/1.0 has no Transfer-Encoding");
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.size() != 1
        || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst())) {
      return new Refusal(HttpResponseStatus.NOT_IMPLEMENTED, "the only transfer coding is chunked");
    }
    return null;
  }

  private static Refusal bad(String reason) {
    return new Refusal(HttpResponseStatus.BAD_REQUEST, reason);
  }
}
