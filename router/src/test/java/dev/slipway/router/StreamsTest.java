package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets, server-sent events and long requests when their slot is switched away. */
class StreamsTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final String UPGRADE =
      """
      GET /socket HTTP/1.1\r
      Host: a\r
      Connection: keep-alive, Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  private Router router;
  private Application one;
  private Application two;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    router = Router.start(RouterConfig.inProcess().withWorkers(1));
    one = new Application("one");
    two = new Application("two");
    router.deploy(WEB, one.slot(), options(Duration.ofSeconds(20)));
    client = new RawClient(router.address());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    router.close();
    one.close();
    two.close();
  }

  private static DeployOptions options(Duration grace) {
    return DeployOptions.stable(
        Match.everything(),
        RoutePolicy.standard().withDrain(Duration.ofMillis(200)).withGrace(grace));
  }

  @Test
  void aWebSocketIsATunnel() throws IOException {
    RawClient.Answer upgraded = client.send(UPGRADE).head();
    assertThat(upgraded.status()).isEqualTo(101);
    assertThat(upgraded.header("upgrade").toLowerCase(Locale.ROOT)).isEqualTo("websocket");
    assertThat(upgraded.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

    for (int length : List.of(0, 5, 125, 126, 65_535, 65_536, 300_000)) {
      WebSocketFrame frame = new WebSocketFrame(2, "x".repeat(length));
      client.send(frame.masked());

      assertThat(WebSocketFrame.read(client.in())).isEqualTo(frame);
    }
  }

  @Test
  void aWebSocketEndsWith1012AfterTheDrain() throws IOException {
    client.send(UPGRADE).head();

    router.deploy(WEB, two.slot(), options(Duration.ofSeconds(20)));
    client.send(new WebSocketFrame(1, "still here").masked());
    assertThat(WebSocketFrame.read(client.in()).payload()).isEqualTo("still here");

    WebSocketFrame goodbye = WebSocketFrame.read(client.in());
    assertThat(goodbye.isClose()).isTrue();
    assertThat(goodbye.closeCode()).isEqualTo(1012);
    client.send(goodbye.masked());
    assertThat(client.isClosed()).isTrue();
    assertThat(drained().streamsEnded()).isEqualTo(1);
  }

  @Test
  void theGoodbyeOfTheApplicationIsNotDoubled() throws IOException {
    client.send(UPGRADE).head();

    router.deploy(WEB, two.slot(), options(Duration.ofSeconds(20)));
    String reason = new String(new byte[] {3, (byte) 0xE9}, StandardCharsets.ISO_8859_1);
    client.send(new WebSocketFrame(8, reason).masked());

    assertThat(WebSocketFrame.read(client.in()).closeCode()).isEqualTo(1001);
    assertThat(client.isClosed()).isTrue();
    assertThat(drained().streamsEnded()).isZero();
  }

  @Test
  void anEventStreamEndsBetweenTwoEventsAndTheConnectionStays() throws IOException {
    client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n").head();
    assertThat(client.chunk()).asString().isEqualTo("data: 0");

    router.deploy(WEB, two.slot(), options(Duration.ofSeconds(20)));

    StringBuilder events = new StringBuilder("data: 0");
    for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
      events.append(new String(chunk, StandardCharsets.ISO_8859_1));
    }
    assertThat(events.toString()).endsWith(" of one\n\n");
    client.in().readNBytes(2);
    assertThat(client.get("/next").header("x-release")).isEqualTo("two");
    assertThat(drained().streamsEnded()).isEqualTo(1);
  }

  @Test
  void aStreamThatBeginsAfterTheDrainEndsAtOnce() throws IOException {
    client.send("GET /events?500 HTTP/1.1\r\nHost: a\r\n\r\n");
    waitForRequest();

    router.deploy(WEB, two.slot(), options(Duration.ofSeconds(20)));

    assertThat(client.head().header("x-release")).isEqualTo("one");
    byte[] chunk = client.chunk();
    while (chunk.length > 0) {
      chunk = client.chunk();
    }
    assertThat(drained().streamsEnded()).isEqualTo(1);
  }

  @Test
  void aRequestThatOutlastsTheDrainIsLeftToFinish() throws IOException {
    client.send("GET /slow?900 HTTP/1.1\r\nHost: a\r\n\r\n");
    waitForRequest();

    long began = System.nanoTime();
    router.deploy(WEB, two.slot(), options(Duration.ofSeconds(20)));
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(took).isLessThan(Duration.ofMillis(800));
    assertThat(client.read().header("x-release")).isEqualTo("one");
    assertThat(drained().requestsCut()).isZero();
  }

  @Test
  void aRequestThatOutlastsTheGraceIsCut() throws IOException {
    client.send("GET /slow?9000 HTTP/1.1\r\nHost: a\r\n\r\n");
    waitForRequest();

    router.deploy(WEB, two.slot(), options(Duration.ofMillis(100)));

    assertThat(client.read().status()).isEqualTo(504);
    assertThat(drained().requestsCut()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsCutIsCounted() throws IOException {
    client.send("GET /large?60000000 HTTP/1.1\r\nHost: a\r\n\r\n").head();

    router.deploy(WEB, two.slot(), options(Duration.ofMillis(100)));

    assertThat(drained().requestsCut()).isEqualTo(1);
    assertThat(router.counters().getFirst().responses().gatewayError()).isEqualTo(1);
  }

  @Test
  void aSwitchBackWhileDrainingKeepsTheStreams() throws IOException {
    client.send(UPGRADE).head();
    router.deploy(WEB, two.slot(), options(Duration.ofSeconds(20)));

    router.switchBack(WEB, "by hand");

    long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (System.nanoTime() < until) {
      client.send(new WebSocketFrame(1, "echo").masked());
      assertThat(WebSocketFrame.read(client.in()).payload()).isEqualTo("echo");
    }
  }

  private void waitForRequest() {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (one.requests().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  private RouterEvent.Drained drained() {
    long known = 0;
    for (int i = 0; i < 20; i++) {
      for (RouterEvent.Numbered numbered : router.events(known, Duration.ofSeconds(5))) {
        known = numbered.seq();
        if (numbered.event() instanceof RouterEvent.Drained drained) {
          assertThat(drained.release().value()).isEqualTo("one");
          return drained;
        }
      }
    }
    throw new AssertionError("the slot was never drained");
  }
}
