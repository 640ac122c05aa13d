package dev.slipway.router;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket between a client and an instance: bytes go through as they come, each side read only
 * as fast as the other takes them.
 *
 * <p>The frames are followed only so that a goodbye can be said between two of them: the client
 * gets 1012 (service restart), the instance 1001 (going away), and both a moment to answer.
 */
final class Tunnel {
  private static final int SERVICE_RESTART = 1012;
  private static final int GOING_AWAY = 1001;
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final End client;
  private final End upstream;
  private final Duration stall;
  private final Runnable whenOver;
  private boolean leaving;
  private boolean over;

  /**
   * A tunnel between two connections.
   *
   * @param stall how long one side may take nothing of what the other sends
   */
  Tunnel(Channel client, Channel upstream, Duration stall, Runnable whenOver) {
    this.client = new End(client, SERVICE_RESTART, false);
    this.upstream = new End(upstream, GOING_AWAY, true);
    this.stall = stall;
    this.whenOver = whenOver;
  }

  ChannelInboundHandlerAdapter clientEnd() {
    return client;
  }

  ChannelInboundHandlerAdapter upstreamEnd() {
    return upstream;
  }

  /** Ends it cleanly: at once where no frame is under way, else behind that frame. */
  void goodbye() {
    if (leaving || over) {
      return;
    }
    leaving = true;
    client.sayGoodbyeWhenPossible();
    upstream.sayGoodbyeWhenPossible();
    Unwatched.later(client.channel.eventLoop(), GOODBYE, this::close);
  }

  void close() {
    Unwatched.close(client.channel);
    Unwatched.close(upstream.channel);
  }

  private End otherOf(End end) {
    if (end == client) {
      return upstream;
    }
    return client;
  }

  private void ended() {
    if (!over) {
      over = true;
      whenOver.run();
    }
  }

  private static ByteBuf closeFrame(int code, boolean masked) {
    ByteBuf frame = Unpooled.buffer(8).writeByte(0x88);
    if (!masked) {
      return frame.writeByte(2).writeShort(code);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    return frame.writeByte(0x82).writeInt(mask).writeShort(code ^ mask >>> 16);
  }

  /** One side: it reads from its own channel and writes to the other's. */
  private final class End extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final int goodbyeCode;
    private final boolean masked;

    /** The frames that go to this side. */
    private final FrameTrack toHere = new FrameTrack();

    private boolean said;

    /** Whether somebody looks at how it goes on. */
    private boolean watched;

    /** How often it could be written to again. */
    private long reliefs;

    End(Channel channel, int goodbyeCode, boolean masked) {
      this.channel = channel;
      this.goodbyeCode = goodbyeCode;
      this.masked = masked;
    }

    void sayGoodbyeWhenPossible() {
      if (!said && toHere.isBetweenFrames()) {
        said = true;
        if (!toHere.hasSeenClose()) {
          Unwatched.writeAndFlush(channel, closeFrame(goodbyeCode, masked));
        }
      }
    }

    /** Takes what the other side sent. */
    private void deliver(ByteBuf bytes) {
      if (said) {
        toHere.follow(bytes, bytes.readerIndex(), false);
        bytes.release();
        return;
      }
      int end = toHere.follow(bytes, bytes.readerIndex(), leaving);
      bytes.writerIndex(end);
      Unwatched.write(channel, bytes);
      if (leaving) {
        sayGoodbyeWhenPossible();
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!(message instanceof ByteBuf bytes)) {
        ReferenceCountUtil.release(message);
        return;
      }
      End other = otherOf(this);
      other.deliver(bytes);
      if (client.said && this == client && other.toHere.hasSeenClose()) {
        // The client answered the goodbye.
        close();
        return;
      }
      channel.config().setAutoRead(other.channel.isWritable());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      otherOf(this).channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      otherOf(this).channel.config().setAutoRead(channel.isWritable());
      if (channel.isWritable()) {
        reliefs++;
      } else if (!watched) {
        watched = true;
        watch(reliefs, untaken());
      }
    }

    /** Ends the tunnel once this side has taken nothing for as long as a stall may last. */
    private void watch(long reliefsBefore, long untakenBefore) {
      Unwatched.later(
          channel.eventLoop(),
          stall,
          () -> {
            if (!channel.isOpen() || channel.isWritable()) {
              watched = false;
            } else if (reliefs == reliefsBefore && untaken() == untakenBefore) {
              close();
            } else {
              watch(reliefs, untaken());
            }
          });
    }

    /** Bytes that are queued for this side and not with the operating system yet. */
    private long untaken() {
      ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
      return queued == null ? 0 : queued.totalPendingWriteBytes() - queued.currentProgress();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      Channel left = otherOf(this).channel;
      Unwatched.closeAfterWriting(left);
      if (left.isOpen()) {
        Unwatched.later(left.eventLoop(), stall, () -> Unwatched.close(left));
      }
      ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Unwatched.close(channel);
    }
  }
}
