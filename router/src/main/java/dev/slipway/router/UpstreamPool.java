package dev.slipway.router;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one instance. Only that loop touches it. */
final class UpstreamPool {
  private static final int MOST_IDLE = 256;

  /** Many servers close after a few seconds; a little earlier is safe with all of them. */
  private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** What can't be sent a second time is not sent where the instance may be closing just now. */
  private static final long SAFE_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final LiveUpstream upstream;
  private final Bootstrap bootstrap;
  private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
  private final Claims claims = new Claims();
  private boolean leaving;

  UpstreamPool(Worker worker, LiveUpstream upstream, Limits limits) {
    this.upstream = upstream;
    this.bootstrap =
        new Bootstrap()
            .group(worker.loop())
            .channel(NioSocketChannel.class)
            // A name that could not be resolved is not looked up again here: that would block.
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .remoteAddress(upstream.address())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(limits.connectTimeout().toMillis()))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    UpstreamConnection.addTo(channel, UpstreamPool.this);
                  }
                });
  }

  LiveUpstream upstream() {
    return upstream;
  }

  /** Of the requests that this instance was asked last. */
  Claims claims() {
    return claims;
  }

  /** The instance gets no more requests: a connection is closed once it has none. */
  void leave() {
    leaving = true;
    closeIdle();
  }

  /** An idle connection, or null when there is none that serves. */
  @Nullable UpstreamConnection takeIdle(boolean canBeSentAgain) {
    long longest = SAFE_IDLE_NANOS;
    if (canBeSentAgain) {
      longest = LONGEST_IDLE_NANOS;
    }
    long now = System.nanoTime();
    UpstreamConnection connection = idle.peekFirst();
    while (connection != null) {
      if (connection.isOpen() && now - connection.idleSince() <= longest) {
        idle.removeFirst();
        return connection;
      }
      if (connection.isOpen() && !canBeSentAgain) {
        // The ones behind it are older still; another request may use them.
        return null;
      }
      idle.removeFirst();
      connection.close();
      connection = idle.peekFirst();
    }
    return null;
  }

  /** Opens a connection for an exchange, which is told how that went. */
  void connect(Exchange exchange) {
    ChannelFuture connecting = bootstrap.connect();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            exchange.connected(UpstreamConnection.of(connecting.channel()));
          } else {
            exchange.connectFailed(upstream, done.cause());
          }
        });
  }

  /** Takes back a connection whose exchange is over. */
  void giveBack(UpstreamConnection connection) {
    if (leaving) {
      connection.close();
      return;
    }
    UpstreamConnection oldest = idle.peekLast();
    if (oldest != null
        && (idle.size() >= MOST_IDLE
            || connection.idleSince() - oldest.idleSince() > LONGEST_IDLE_NANOS)) {
      idle.removeLast();
      oldest.close();
    }
    idle.addFirst(connection);
  }

  /** Forgets an idle connection that the instance closed. */
  void closed(UpstreamConnection connection) {
    idle.removeFirstOccurrence(connection);
  }

  void closeIdle() {
    new ArrayList<>(idle).forEach(UpstreamConnection::close);
  }
}
