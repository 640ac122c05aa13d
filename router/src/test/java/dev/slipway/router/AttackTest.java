package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not get through: each is refused, and a neighbour notices nothing. */
class AttackTest {
  private Router router;
  private Application application;
  private RawClient neighbour;

  @BeforeEach
  void start() throws IOException {
    Limits limits =
        new Limits(
            Duration.ofMillis(400),
            Duration.ofSeconds(5),
            Duration.ofMillis(600),
            Duration.ofSeconds(2),
            8 * 1024,
            32 * 1024,
            50);
    router = Router.start(RouterConfig.inProcess().withWorkers(1).withLimits(limits));
    application = new Application("one");
    router.deploy(
        new ServiceName("web"),
        application.slot(),
        DeployOptions.stable(Match.everything(), RoutePolicy.standard()));
    neighbour = new RawClient(router.address());
    neighbour.get("/before");
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(neighbour.get("/after").status()).isEqualTo(200);
    assertThat(application.requests())
        .extracting(Application.Request::path)
        .doesNotContain("/admin", "/evil");
    neighbour.close();
    router.close();
    application.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Two framings at once (CL.TE and TE.CL).
        "POST / HTTP/1.1|Host: a|Content-Length: 6|Transfer-Encoding: chunked||0||X",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 4||5c|GET /admin",
        "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||hello",
        "POST / HTTP/1.1|Host: a|Content-Length: 5, 6||hello",
        "POST / HTTP/1.1|Host: a|Content-Length: +5||hello",
        "POST / HTTP/1.1|Host: a|Content-Length: 0x5||hello",
        "POST / HTTP/1.1|Host: a|Content-Length: -1||hello",
        // Codings that one reader takes for chunked and another does not (TE.TE).
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, identity||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: x||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding : chunked||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: \u000bchunked||0||",
        "POST / HTTP/1.1|Host: a|Transfer-Encoding:|\tchunked||0||",
        "POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||",
        // Chunk sizes.
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||0x1|a|0||",
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||-1|a|0||",
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||1 |a|0||",
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||fffffffffffffffff|a|0||",
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||1|ab|0||",
        // Hosts.
        "GET / HTTP/1.1||",
        "GET / HTTP/1.1|Host: a|Host: b||",
        "GET / HTTP/1.1|Host: a/../b||",
        "GET / HTTP/1.1|Host: a@b||",
        "GET / HTTP/1.1|Host: a b||",
        // Lines.
        "GET /|Host: a||",
        "GET / HTTP/1.1 |Host: a||",
        "GET / HTTP/2.0|Host: a||",
        "GET /a b HTTP/1.1|Host: a||",
        "GET /#x HTTP/1.1|Host: a||",
        "GET evil HTTP/1.1|Host: a||",
        "CONNECT evil:443 HTTP/1.1|Host: evil:443||",
        "TRACE / HTTP/1.1|Host: a||",
        "GET / HTTP/1.1|Host: a|X: a\u0000b||",
        "GET / HTTP/1.1|Host: a|X: a\rY: b||",
        "GET / HTTP/1.1|Host: a|: nameless||",
        "GET / HTTP/1.1|Host: a|X Y: b||",
        "GET / HTTP/1.1|Host: a|no colon||",
      })
  void refusesWhatTwoReadersCouldReadInTwoWays(String text) throws IOException {
    try (RawClient client = new RawClient(router.address())) {
      client.send(text.replace("|", "\r\n") + "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n");

      RawClient.Answer answer = client.read();

      assertThat(answer.status()).isIn(400, 405, 501, 505);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1~Host: a~~",
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||1;x=~a|0||",
        "POST /digest HTTP/1.1|Host: a|Transfer-Encoding: chunked||1~a~0~~",
      })
  void refusesLinesThatEndWithoutCarriageReturn(String text) throws IOException {
    try (RawClient client = new RawClient(router.address())) {
      String lines = text.replace("|", "\r\n").replace("~", "\n");
      client.send(lines + "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void writesAnewWhatHasOneMeaningInAnUnusualForm() throws IOException {
    neighbour.send("GET  /x HTTP/1.1\r\nHost: a\r\nX-Folded: one\r\n two\r\n\r\n");

    assertThat(neighbour.read().text()).startsWith("GET /x HTTP/1.1").contains("X-Folded: one two");
  }

  @Test
  void refusesOversizedLinesAndHeaders() throws IOException {
    String long9k = "a".repeat(9_000);
    try (RawClient client = new RawClient(router.address())) {
      client.send("GET /" + long9k + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(414);
    }
    try (RawClient client = new RawClient(router.address())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + long9k.repeat(4) + "\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(431);
    }
    try (RawClient client = new RawClient(router.address())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + "X: 1234567890\r\n".repeat(4_000) + "\r\n");
      assertThat(client.read().status()).isEqualTo(431);
    }
  }

  @Test
  void closesOnAClientThatNeverFinishesItsHeaders() throws Exception {
    try (RawClient client = new RawClient(router.address())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n");
      Thread.sleep(300);
      client.send("X: 1\r\n");

      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void closesOnAClientThatNeverFinishesItsSecondRequest() throws Exception {
    try (RawClient client = new RawClient(router.address())) {
      client.get("/first");
      client.send("GET / HT");

      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void answers408WhenTheBodyDoesNotCome() throws Exception {
    try (RawClient client = new RawClient(router.address())) {
      client.send("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");

      assertThat(client.read().status()).isEqualTo(408);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void cutsAClientThatDoesNotTakeItsAnswer() throws Exception {
    try (RawClient client = new RawClient(router.address())) {
      client.send("GET /large?50000000 HTTP/1.1\r\nHost: a\r\n\r\n");
      Thread.sleep(1_500);

      int taken = client.in().readAllBytes().length;

      assertThat(taken).isLessThan(50_000_000);
    }
  }

  @Test
  void takesNoMoreConnectionsThanAllowedAndRecovers() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      clients.add(new RawClient(router.address()));
    }
    try (RawClient tooMany = new RawClient(router.address())) {
      assertThat(tooMany.isClosed()).isTrue();
    }
    for (RawClient client : clients) {
      client.close();
    }
    Thread.sleep(200);
    try (RawClient again = new RawClient(router.address())) {
      assertThat(again.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void aHeaderValueCannotBecomeAHeader() throws IOException {
    String seen = neighbour.send("GET /x%0d%0aX-Evil:1 HTTP/1.1\r\nHost: a\r\n\r\n").read().text();

    assertThat(seen.lines()).noneMatch(line -> line.startsWith("X-Evil"));
  }

  @Test
  void anAnswerWithTwoFramingsIsNotPassedOn() throws Exception {
    try (ScriptedInstance liar =
        new ScriptedInstance(
            "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||0||"
                .replace("|", "\r\n"))) {
      router.deploy(
          new ServiceName("liar"),
          Slot.of(new ReleaseLabel("liar"), List.of(liar.upstream()), HealthCheck.of("/up")),
          DeployOptions.stable(Match.ofHosts("liar"), RoutePolicy.standard()));

      neighbour.send("GET / HTTP/1.1\r\nHost: liar\r\n\r\n");

      assertThat(neighbour.read().status()).isEqualTo(502);
    }
  }
}
