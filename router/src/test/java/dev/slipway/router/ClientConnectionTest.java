package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {
  private static final ServiceName WEB = new ServiceName("web");

  @Test
  void letsGoOfRequestsBehindAnUpgrade() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Worker worker = new Worker(0, channel.eventLoop());
    ClientConnection.addTo(channel, holding(worker), worker, "http");
    ByteBuf sent =
        Unpooled.copiedBuffer(
            """
            GET / HTTP/1.1\r
            Host: a\r
            \r
            POST / HTTP/1.1\r
            Host: a\r
            Content-Length: 4\r
            \r
            body\
            """,
            StandardCharsets.US_ASCII);

    channel.writeInbound(sent);
    assertThat(sent.refCnt()).isPositive();
    channel.pipeline().get(ClientConnection.class).becomeTunnel(new ChannelInboundHandlerAdapter());

    assertThat(sent.refCnt()).isZero();
  }

  @Test
  void leavesASlowClientTheTimeToTakeItsLastAnswer() {
    EmbeddedChannel channel =
        new EmbeddedChannel() {
          @Override
          protected void doWrite(ChannelOutboundBuffer nobodyTakesIt) {}
        };
    Worker worker = new Worker(0, channel.eventLoop());
    DataPlane plane = new DataPlane(Limits.standard(), null);
    ClientConnection.addTo(channel, plane, worker, "http");
    ClientConnection connection = channel.pipeline().get(ClientConnection.class);

    channel.writeInbound(
        Unpooled.copiedBuffer(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", StandardCharsets.US_ASCII));

    long answered = System.nanoTime();
    assertThat(connection.exchange()).isNull();
    assertThat(connection.isOverdue(answered + plane.stallNanos() / 2)).isFalse();
    assertThat(connection.isOverdue(answered + plane.stallNanos() + 1)).isTrue();
  }

  /** A data plane that holds every request. */
  private static DataPlane holding(Worker worker) {
    Slot slot =
        Slot.of(
            new ReleaseLabel("one"), List.of(new Upstream("127.0.0.1", 1)), HealthCheck.of("/up"));
    Route route =
        Route.of(WEB, Match.everything(), slot, RoutePolicy.standard())
            .withMode(new Mode.Paused(Duration.ofSeconds(20)));
    LiveSlot stable = new LiveSlot(WEB, slot, List.of(worker), Limits.standard());
    DataPlane plane = new DataPlane(Limits.standard(), null);
    plane.swap(
        new LiveTable(
            new RouteTable(1, List.of(route)), List.of(new LiveRoute(route, stable, null, null))));
    return plane;
  }
}
