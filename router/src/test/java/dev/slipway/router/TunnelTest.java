package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TunnelTest {
  private static final Duration STALL = Duration.ofSeconds(30);

  @Test
  void aClientThatDoesNotTakeTheLastFrameIsLetGoAfterAStall() {
    EmbeddedChannel client =
        new EmbeddedChannel() {
          @Override
          protected void doWrite(ChannelOutboundBuffer nobodyTakesIt) {}
        };
    EmbeddedChannel upstream = new EmbeddedChannel();
    Tunnel tunnel = new Tunnel(client, upstream, STALL, () -> {});
    client.pipeline().addLast(tunnel.clientEnd());
    upstream.pipeline().addLast(tunnel.upstreamEnd());
    client.freezeTime();

    upstream.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 1, 'x'}));
    upstream.close().syncUninterruptibly();

    client.advanceTimeBy(STALL.toMillis() - 1, TimeUnit.MILLISECONDS);
    client.runScheduledPendingTasks();
    assertThat(client.isOpen()).isTrue();
    client.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    client.runScheduledPendingTasks();
    assertThat(client.isOpen()).isFalse();
  }
}
