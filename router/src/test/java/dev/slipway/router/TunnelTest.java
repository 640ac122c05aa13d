package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelTest {
  private static final Duration STALL = Duration.ofSeconds(30);

  /** A client that takes so many bytes whenever it is written to, or all. */
  private static final class SlowClient extends EmbeddedChannel {
    private int takes;
    private boolean takesAll;

    @Override
    protected void doWrite(ChannelOutboundBuffer queued) {
      queued.removeBytes(takes);
      while (takesAll && queued.current() != null) {
        queued.remove();
      }
    }
  }

  private final SlowClient client = new SlowClient();
  private final EmbeddedChannel upstream = new EmbeddedChannel();

  @BeforeEach
  void open() {
    Tunnel tunnel = new Tunnel(client, upstream, STALL, () -> {});
    client.pipeline().addLast(tunnel.clientEnd());
    upstream.pipeline().addLast(tunnel.upstreamEnd());
    client.freezeTime();
  }

  private void pass(Duration time) {
    client.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    client.runPendingTasks();
  }

  /** A frame of 100,000 bytes. */
  private void sendMuch() {
    ByteBuf frame = Unpooled.buffer().writeBytes(new byte[] {(byte) 0x82, 127});
    upstream.writeInbound(frame.writeLong(100_000).writeZero(100_000));
  }

  @Test
  void aClientThatDoesNotTakeTheLastFrameIsLetGoAfterAStall() {
    upstream.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 1, 'x'}));
    upstream.close().syncUninterruptibly();

    pass(STALL.minusMillis(1));
    assertThat(client.isOpen()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void aClientThatTakesNothingWhileTheInstanceSendsIsLetGoAfterAStall() {
    sendMuch();
    assertThat(upstream.config().isAutoRead()).isFalse();

    pass(STALL.minusMillis(1));
    assertThat(client.isOpen()).isTrue();
    pass(Duration.ofMillis(1));

    assertThat(client.isOpen()).isFalse();
    assertThat(upstream.isOpen()).isFalse();
  }

  @Test
  void aClientThatTakesALittleStays() {
    sendMuch();
    for (int stall = 0; stall < 3; stall++) {
      pass(STALL.minusMillis(1));
      client.takes = 1000;
      client.flush();
      client.takes = 0;
      pass(Duration.ofMillis(1));
      assertThat(client.isOpen()).isTrue();
    }

    pass(STALL);

    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void aClientThatCatchesUpIsNotWatchedAnyLonger() {
    sendMuch();
    client.takesAll = true;
    client.flush();

    pass(STALL.multipliedBy(3));

    assertThat(upstream.config().isAutoRead()).isTrue();
    assertThat(client.isOpen()).isTrue();
  }
}
