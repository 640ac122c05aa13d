package dev.slipway.router;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is done to a channel without looking at the future: when it fails the channel breaks, and
 * its handlers hear of that anyway.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Unwatched {
  private Unwatched() {}

  /** Closes at once; what is not written yet is lost. */
  static void close(Channel channel) {
    channel.close();
  }

  /** Writes what is queued, then closes. */
  static void closeAfterWriting(Channel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Writes what is queued, then tells the other side that nothing more comes. */
  static void endAfterWriting(DuplexChannel channel, Runnable whenWritten) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            done -> {
              channel.shutdownOutput();
              whenWritten.run();
            });
  }

  /** Queues a message. */
  static void write(Channel channel, Object message) {
    channel.write(message, channel.voidPromise());
  }

  /** Writes a message with all that is queued. */
  static void writeAndFlush(Channel channel, Object message) {
    channel.writeAndFlush(message, channel.voidPromise());
  }

  /** Runs an action on an event loop after a while. */
  static void later(EventLoop loop, Duration delay, Runnable action) {
    loop.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs an action on an event loop again and again. */
  static void every(EventLoop loop, Duration pause, Runnable action) {
    loop.scheduleWithFixedDelay(action, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }
}
