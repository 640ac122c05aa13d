package dev.slipway.router;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: one exchange after the other, in the order the requests came.
 *
 * <p>What is read while an exchange still runs waits in a queue and reading pauses, so a client
 * that pipelines can fill a read buffer or two and no more.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private static final long LINGER_NANOS = 2_000_000_000L;

  private final DataPlane plane;
  private final Worker worker;
  private final ResponseEncoder encoder;
  private final String scheme;
  private final Deque<Object> queue = new ArrayDeque<>(0);
  private final Channel channel;
  private final String address;
  private @Nullable Exchange exchange;

  /** The last piece of the request that was begun has not come yet. */
  private boolean requestOpen;

  private boolean sawMessage;
  private boolean working;
  private boolean lingering;
  private long lingerNanos;
  private long quietSince = System.nanoTime();

  /** Since when a head is incomplete, or 0. A new connection owes one from the start. */
  private long headSince = quietSince;

  private ClientConnection(
      DataPlane plane, Worker worker, Channel channel, ResponseEncoder encoder, String scheme) {
    this.plane = plane;
    this.worker = worker;
    this.channel = channel;
    this.encoder = encoder;
    this.scheme = scheme;
    this.address = addressOf(channel);
  }

  /** Equips an accepted channel. */
  static void addTo(Channel channel, DataPlane plane, Worker worker, String scheme) {
    ResponseEncoder encoder = new ResponseEncoder();
    channel
        .pipeline()
        .addLast(new RequestDecoder(plane.limits()), encoder, new RequestGuard())
        .addLast(new ClientConnection(plane, worker, channel, encoder, scheme));
  }

  private static String addressOf(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress remote) {
      return remote.getAddress().getHostAddress();
    }
    return "unknown";
  }

  DataPlane plane() {
    return plane;
  }

  Worker worker() {
    return worker;
  }

  Channel channel() {
    return channel;
  }

  String address() {
    return address;
  }

  String scheme() {
    return scheme;
  }

  @Nullable Exchange exchange() {
    return exchange;
  }

  // What an exchange does with its client.

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

  /** The answer is complete; the next request may begin. */
  void exchangeDone(boolean stays) {
    exchange = null;
    quietSince = System.nanoTime();
    if (!stays) {
      closeGently();
      return;
    }
    if (queue.isEmpty()) {
      channel.config().setAutoRead(true);
      return;
    }
    work();
  }

  /** Ends the connection within an answer, so that the client sees that it is not whole. */
  void cut() {
    exchange = null;
    Unwatched.close(channel);
  }

  /**
   * Closes once everything is written, and goes on to read for a while: closing with unread data
   * would reset the connection and take the answer away from the client (RFC 9112, 9.6).
   */
  private void closeGently() {
    dropQueue();
    lingering = true;
    quietSince = System.nanoTime();
    lingerNanos = plane.stallNanos();
    channel.config().setAutoRead(true);
    if (requestOpen && channel instanceof DuplexChannel duplex) {
      Unwatched.endAfterWriting(duplex, this::answerWritten);
    } else {
      Unwatched.closeAfterWriting(channel);
    }
  }

  private void answerWritten() {
    quietSince = System.nanoTime();
    lingerNanos = LINGER_NANOS;
  }

  /** Makes it a plain stream of bytes after a 101. */
  void becomeTunnel(ChannelInboundHandler end) {
    dropQueue();
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(end);
    pipeline.remove(this);
    pipeline.remove(RequestGuard.class);
    pipeline.remove(ResponseEncoder.class);
    channel.config().setAutoRead(true);
    // Last: what it has read beyond the request goes on to the new end.
    pipeline.remove(RequestDecoder.class);
  }

  /** The tunnel it became is over. */
  void tunnelClosed() {
    exchange = null;
    worker.closed(this);
    plane.closed();
  }

  // What the channel does.

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!plane.opened()) {
      lingering = true;
      Unwatched.close(channel);
      return;
    }
    worker.opened(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (lingering) {
      ReferenceCountUtil.release(message);
      return;
    }
    sawMessage = true;
    if (!queue.isEmpty() || isNext(message)) {
      queue.add(message);
      channel.config().setAutoRead(false);
      return;
    }
    take(message);
  }

  /** Whether a message belongs to the request after the one that still has its exchange. */
  private boolean isNext(Object message) {
    return exchange != null && !requestOpen && !(message instanceof HttpContent);
  }

  private void work() {
    if (working) {
      return;
    }
    working = true;
    while (!queue.isEmpty() && !isNext(queue.getFirst())) {
      take(queue.removeFirst());
    }
    working = false;
    if (exchange != null) {
      exchange.flushToUpstream();
    }
    if (queue.isEmpty() && (exchange == null || !requestOpen)) {
      channel.config().setAutoRead(true);
    }
  }

  private void take(Object message) {
    if (message instanceof HttpRequest request) {
      begin(request);
    } else if (message instanceof HttpContent content) {
      body(content);
    } else {
      refuse((Refusal) message);
    }
  }

  private void begin(HttpRequest request) {
    requestOpen = true;
    headSince = 0;
    encoder.answering(request.method());
    Exchange begun = new Exchange(this, request);
    exchange = begun;
    begun.route();
  }

  private void body(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    requestOpen &= !last;
    Exchange current = exchange;
    if (current == null) {
      // Answered before it was whole: the rest is read and forgotten.
      quietSince = System.nanoTime();
      content.release();
      return;
    }
    current.requestBody(content, last);
  }

  private void refuse(Refusal refusal) {
    requestOpen = true;
    Exchange current = exchange;
    if (current != null) {
      current.malformed(refusal);
      return;
    }
    FullHttpResponse response = Answer.text(refusal.status(), refusal.reason());
    ResponseHeaders.setConnection(response.headers(), false, false);
    write(response);
    closeGently();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.flushToUpstream();
    } else if (!sawMessage && !requestOpen && headSince == 0) {
      headSince = System.nanoTime();
    }
    sawMessage = false;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null && channel.isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    worker.closed(this);
    plane.closed();
    dropQueue();
    Exchange current = exchange;
    exchange = null;
    if (current != null) {
      current.clientGone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Unwatched.close(channel);
  }

  private void dropQueue() {
    queue.forEach(ReferenceCountUtil::release);
    queue.clear();
  }

  // What the worker asks in its sweep.

  boolean isOverdue(long now) {
    if (exchange != null) {
      return exchange.isOverdue(now);
    }
    if (lingering) {
      return now - quietSince > lingerNanos;
    }
    if (headSince != 0 && now - headSince > plane.headNanos()) {
      return true;
    }
    if (requestOpen) {
      return now - quietSince > plane.stallNanos();
    }
    return now - quietSince > plane.keepAliveNanos();
  }

  void expire() {
    if (exchange != null) {
      exchange.expire();
      return;
    }
    Unwatched.close(channel);
  }
}
