package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final ServiceName WEB = new ServiceName("web");

  private Router router;
  private Application application;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    router = Router.start(RouterConfig.inProcess().withWorkers(1));
    application = new Application("one");
    RoutePolicy policy =
        new RoutePolicy(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(700), 8 << 20);
    router.deploy(WEB, application.slot(), DeployOptions.stable(Match.everything(), policy));
    client = new RawClient(router.address());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    router.close();
    application.close();
  }

  @Test
  void answersAHeadWithHeadersOnly() throws IOException {
    client.send("HEAD /page HTTP/1.1\r\nHost: a\r\n\r\n");

    RawClient.Answer answer = client.read(true);

    assertThat(answer.header("content-length")).isNotEqualTo("0");
    assertThat(client.get("/next").text()).startsWith("GET /next");
  }

  @Test
  void passesALargeAnswerOnWhole() throws IOException {
    RawClient.Answer answer = client.get("/large?3000000");

    assertThat(answer.bytes()).isEqualTo(Application.pattern(3_000_000));
  }

  @Test
  void passesALargeBodyOnWhole() throws Exception {
    byte[] body = Application.pattern(5_000_000);

    client.send("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n").send(body);

    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    assertThat(client.read().text()).isEqualTo("5000000 " + digest);
  }

  @Test
  void echoesChunksWhileTheyCome() throws IOException {
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("5\r\nfirst\r\n");
    client.head();

    assertThat(client.chunk()).asString().isEqualTo("first");

    client.send("6\r\nsecond\r\n");
    assertThat(client.chunk()).asString().isEqualTo("second");

    client.send("0\r\n\r\n");
    assertThat(client.chunk()).isEmpty();
  }

  @Test
  void waitsForAContinueOfTheApplication() throws IOException {
    client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");

    assertThat(client.read().status()).isEqualTo(100);

    client.send("body");
    assertThat(client.read().text()).isEqualTo("body");
  }

  @Test
  void passesEarlyHintsOn() throws IOException {
    RawClient.Answer hints = client.get("/hints");

    assertThat(hints.status()).isEqualTo(103);
    assertThat(hints.header("link")).contains("a.css");
    assertThat(client.read().text()).isEqualTo("hinted");
  }

  @Test
  void passesTrailersOn() throws IOException {
    RawClient.Answer answer = client.get("/trailers");

    assertThat(answer.text()).isEqualTo("body");
    assertThat(answer.trailers()).containsEntry("x-sum", "42");
  }

  @Test
  void keepsHeadersOfOneConnectionToThatConnection() throws IOException {
    client.send(
        """
        GET /page HTTP/1.1\r
        Host: a\r
        Connection: X-Private, keep-alive\r
        X-Private: 1\r
        TE: trailers\r
        Proxy-Connection: keep-alive\r
        \r
        """);

    String seen = client.read().text();

    assertThat(seen).doesNotContainIgnoringCase("x-private").doesNotContainIgnoringCase("TE:");
    RawClient.Answer answer = client.get("/hops");
    assertThat(answer.headers()).doesNotContainKeys("x-secret", "connection", "keep-alive");
  }

  @Test
  void tellsTheApplicationWhoAsksAndIsNotDeceivedAboutIt() throws IOException {
    client.send(
        """
        GET /page HTTP/1.1\r
        Host: shop.example:8080\r
        X-Forwarded-For: 6.6.6.6\r
        X_Forwarded_For: 6.6.6.6\r
        X-Forwarded-Proto: https\r
        X-Real-IP: 6.6.6.6\r
        Forwarded: for=6.6.6.6\r
        \r
        """);

    String seen = client.read().text();

    assertThat(seen)
        .doesNotContain("6.6.6.6")
        .contains("x-forwarded-for: 127.0.0.1")
        .contains("x-forwarded-proto: http\n")
        .contains("x-forwarded-host: shop.example:8080");
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    client.send(
        """
        GET /slow?60 HTTP/1.1\r
        Host: a\r
        \r
        POST /digest HTTP/1.1\r
        Host: a\r
        Content-Length: 3\r
        \r
        abcGET /three HTTP/1.1\r
        Host: a\r
        \r
        """);

    assertThat(client.read().text()).isEqualTo("slow");
    assertThat(client.read().text()).startsWith("3 ba7816bf");
    assertThat(client.read().text()).startsWith("GET /three");
  }

  @Test
  void speaksHttp10() throws IOException {
    client.send("GET /trailers HTTP/1.0\r\n\r\n");

    RawClient.Answer answer = client.read();

    assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(answer.text()).isEqualTo("body");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void asksNobodyForAWebSocketOnBehalfOfHttp10() throws IOException {
    client.send("GET / HTTP/1.0\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

    assertThat(client.read().text()).doesNotContainIgnoringCase("upgrade");
  }

  @Test
  void keepsAnHttp10ConnectionThatAsksForIt() throws IOException {
    client.send("GET /page HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");

    assertThat(client.read().header("connection")).isEqualTo("keep-alive");

    client.send("GET /again HTTP/1.0\r\nHost: a\r\n\r\n");
    assertThat(client.read().text()).startsWith("GET /again");
  }

  @Test
  void givesAnAnswerThatEndsWithItsConnectionAnEndOfItsOwn() throws IOException {
    RawClient.Answer answer = client.get("/old");

    assertThat(answer.header("transfer-encoding")).isEqualTo("chunked");
    assertThat(answer.text()).isEqualTo("old");
    assertThat(client.get("/next").status()).isEqualTo(200);
  }

  @Test
  void closesWhenTheClientAsksForIt() throws IOException {
    client.send("GET /page HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(client.read().header("connection")).isEqualTo("close");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void takesTheHostOfAnAbsoluteTarget() throws IOException {
    client.send("GET http://other.example/page?x HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(client.read().text()).startsWith("GET /page?x ").contains("other.example");
  }

  @Test
  void cutsWhatTheApplicationCut() throws IOException {
    assertThatThrownBy(() -> client.get("/torn"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut");
  }

  @Test
  void asksAgainForAGetThatGotNoAnswerButNotForAPost() throws IOException {
    client.get("/warm");
    client.send("POST /drop HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    assertThat(client.read().status()).isEqualTo(502);

    assertThat(client.get("/drop").status()).isEqualTo(502);

    assertThat(paths()).filteredOn("POST /drop"::equals).hasSize(1);
    assertThat(paths()).filteredOn("GET /drop"::equals).hasSizeGreaterThanOrEqualTo(1);
  }

  @Test
  void answers504WhenTheApplicationIsSilent() throws IOException {
    assertThat(client.get("/slow?5000").status()).isEqualTo(504);
    assertThat(client.get("/next").status()).isEqualTo(200);
  }

  @Test
  void answersAnEarlyRefusalAndForgetsTheBody() throws IOException {
    client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n");

    assertThat(client.read().status()).isEqualTo(403);

    client.send(new byte[200_000]);
    assertThat(client.get("/next").text()).startsWith("GET /next");
  }

  @Test
  void refusesABodyThatIsTooLarge() throws IOException {
    client.send("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n");
    assertThat(client.read().status()).isEqualTo(413);

    try (RawClient other = new RawClient(router.address())) {
      other.send("POST /digest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < 9; i++) {
        other.send("100000\r\n").send(chunk).send("\r\n");
      }
      assertThat(other.read().status()).isEqualTo(413);
      assertThat(other.isClosed()).isTrue();
    }
  }

  @Test
  void answers404WhereNoServiceIs() throws IOException {
    router.remove(WEB);

    assertThat(client.get("/").status()).isEqualTo(404);
  }

  @Test
  void choosesTheServiceByHostAndLongestPrefix() throws IOException {
    try (Application api = new Application("api");
        Application shop = new Application("shop")) {
      router.deploy(
          new ServiceName("api"),
          api.slot(),
          DeployOptions.stable(
              new Match(List.of(), List.of("/api"), true), RoutePolicy.standard()));
      router.deploy(
          new ServiceName("shop"),
          shop.slot(),
          DeployOptions.stable(
              Match.ofHosts("shop.example", "*.shop.example"), RoutePolicy.standard()));

      assertThat(client.get("/api/users?x=1").text()).startsWith("GET /users?x=1 ");
      assertThat(client.get("/apis").header("x-release")).isEqualTo("one");
      client.send("GET /api HTTP/1.1\r\nHost: eu.SHOP.example:80\r\n\r\n");
      assertThat(client.read().header("x-release")).isEqualTo("shop");
    }
  }

  private List<String> paths() {
    return application.requests().stream()
        .map(request -> request.method() + " " + request.path())
        .toList();
  }
}
