package dev.slipway.router;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an instance: it hands what comes back to the exchange that has it, or to none
 * while it waits in its pool.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  private final Channel channel;
  private final UpstreamPool pool;
  private final ResponseDecoder decoder;
  private @Nullable Exchange exchange;

  /** A head whose body has not been seen yet: most answers come in one piece and go on as one. */
  private @Nullable HttpResponse head;

  private boolean interim;
  private boolean reusable;
  private boolean used;
  private long idleSince;

  private UpstreamConnection(Channel channel, UpstreamPool pool, ResponseDecoder decoder) {
    this.channel = channel;
    this.pool = pool;
    this.decoder = decoder;
  }

  static void addTo(Channel channel, UpstreamPool pool) {
    ResponseDecoder decoder = new ResponseDecoder();
    UpstreamConnection connection = new UpstreamConnection(channel, pool, decoder);
    channel.pipeline().addLast(decoder, new HttpRequestEncoder(), connection);
  }

  static UpstreamConnection of(Channel channel) {
    return (UpstreamConnection) channel.pipeline().last();
  }

  UpstreamPool pool() {
    return pool;
  }

  Channel channel() {
    return channel;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** Whether it has carried an exchange before the one it has now. */
  boolean isUsed() {
    return used;
  }

  long idleSince() {
    return idleSince;
  }

  /** Gives it to an exchange; until {@link #release} everything that comes is the exchange's. */
  void take(Exchange taker) {
    exchange = taker;
    reusable = false;
    decoder.answering(taker.message().method());
  }

  void write(Object message) {
    Unwatched.write(channel, message);
  }

  void flush() {
    channel.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  void pauseReading(boolean pause) {
    channel.config().setAutoRead(!pause);
  }

  /** Takes it from its exchange: into the pool when it can serve another one, else it is closed. */
  void release(boolean clean) {
    exchange = null;
    if (!clean || !reusable || !channel.isActive()) {
      close();
      return;
    }
    used = true;
    idleSince = System.nanoTime();
    channel.config().setAutoRead(true);
    pool.giveBack(this);
  }

  void close() {
    exchange = null;
    Unwatched.close(channel);
  }

  /** Makes it a plain stream of bytes after a 101. */
  void becomeTunnel(ChannelInboundHandlerAdapter end) {
    exchange = null;
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(end);
    pipeline.remove(this);
    pipeline.remove(HttpRequestEncoder.class);
    // Last: what it has read beyond the 101 goes on to the new end.
    pipeline.remove(decoder);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Exchange taker = exchange;
    if (taker == null) {
      // Nothing was asked: whatever this is, it must not become somebody's answer.
      ReferenceCountUtil.release(message);
      Unwatched.close(channel);
      return;
    }
    if (((HttpObject) message).decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      taker.upstreamFailed("its answer is malformed");
      return;
    }
    if (message instanceof HttpResponse response) {
      responseHead(taker, response);
      return;
    }
    responseBody(taker, (HttpContent) message);
  }

  private void responseHead(Exchange taker, HttpResponse response) {
    HttpResponseStatus status = response.status();
    interim =
        status.codeClass() == HttpStatusClass.INFORMATIONAL
            && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    if (interim) {
      taker.interim(response);
      return;
    }
    reusable = HttpUtil.isKeepAlive(response) && ResponseHeaders.hasEnd(response, taker.message());
    head = response;
  }

  private void responseBody(Exchange taker, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (interim) {
      interim = !last;
      content.release();
      return;
    }
    HttpResponse first = head;
    head = null;
    if (first != null && last) {
      taker.wholeResponse(first, (LastHttpContent) content);
      return;
    }
    if (first != null) {
      taker.responseHead(first);
    }
    taker.responseBody(content, last);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    Exchange taker = exchange;
    HttpResponse first = head;
    if (taker != null && first != null) {
      head = null;
      taker.responseHead(first);
    }
    if (taker != null) {
      taker.flushToClient();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Exchange taker = exchange;
    if (taker != null && channel.isWritable()) {
      taker.upstreamWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange taker = exchange;
    if (taker == null) {
      pool.closed(this);
      return;
    }
    taker.upstreamFailed("it closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Exchange taker = exchange;
    if (taker == null) {
      Unwatched.close(channel);
      return;
    }
    taker.upstreamFailed(String.valueOf(cause.getMessage()));
  }
}
