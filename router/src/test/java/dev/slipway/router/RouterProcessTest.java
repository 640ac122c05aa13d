package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole router with its state, its socket and its clients. */
class RouterProcessTest {
  private static final ServiceName WEB = new ServiceName("web");
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path folder;
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

  @Test
  void comesBackWithItsRoutesOnTheSamePort() throws Exception {
    try (ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      String address;
      try (RouterProcess router = start()) {
        address = router.status().http();
        assertThat(deploy("1", instance.upstream())).isInstanceOf(DeployOutcome.Switched.class);
        assertThat(get(address, "/").body()).isEqualTo("ok");
      }

      try (RouterProcess router = start()) {
        assertThat(router.status().http()).isEqualTo(address);
        assertThat(client().table().find(WEB).orElseThrow().stable().release())
            .isEqualTo(new ReleaseLabel("1"));
        assertThat(get(address, "/").body()).isEqualTo("ok");
      }
    }
  }

  @Test
  void takesAnotherPortWhenTheOldOneIsTaken() throws Exception {
    String address;
    try (RouterProcess router = start()) {
      address = router.status().http();
    }
    InetSocketAddress old = RouterSetup.address(address);
    try (java.net.ServerSocket other =
        new java.net.ServerSocket(old.getPort(), 1, old.getAddress())) {
      assertThat(other.isBound()).isTrue();
      try (RouterProcess router = start()) {
        assertThat(router.status().http()).isNotEqualTo(address);
      }
    }
  }

  @Test
  void doesNotStartWithAStateThatIsDamaged() throws Exception {
    try (ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      try (RouterProcess router = start()) {
        assertThat(router.status().pid()).isEqualTo(ProcessHandle.current().pid());
        deploy("1", instance.upstream());
      }
      String state = Files.readString(folder.resolve("router.state"));
      Files.writeString(folder.resolve("router.state"), state.replace("\"1\"", "\"2\""));

      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              SlipwayException.class,
              fault -> assertThat(fault.code()).isEqualTo(ErrorCode.CORRUPT))
          .hasMessageContaining("router.state.previous");
    }
  }

  @Test
  void refusesATableThatIsOlderThanItsOwn() throws Exception {
    try (RouterProcess router = start();
        ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      RouteTable before = client().table();
      deploy("1", instance.upstream());

      assertThat(client().apply(before)).isFalse();
      assertThat(router.status().generation()).isEqualTo(1);
      assertThat(client().apply(new RouteTable(7, List.of()))).isTrue();
      assertThat(router.status().generation()).isEqualTo(7);
    }
  }

  @Test
  void keepsTheOldRoutesWhenTheNewOnesCannotBeKept() throws Exception {
    try (RouterProcess router = start();
        ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      deploy("1", instance.upstream());
      // A folder in the place of the next state can't be written over.
      Files.createDirectories(folder.resolve("router.state.new/x"));

      assertThatThrownBy(() -> deploy("2", instance.upstream()))
          .isInstanceOf(SlipwayException.class)
          .hasMessageContaining("cannot be written");
      assertThat(router.status().generation()).isEqualTo(1);
      assertThat(get(router.status().http(), "/").body()).isEqualTo("ok");
    }
  }

  @Test
  void reportsWhatHappenedAndCounts() throws Exception {
    try (RouterProcess router = start();
        ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL)) {
      deploy("1", instance.upstream());
      get(router.status().http(), "/");

      assertThat(client().events(0, Duration.ZERO))
          .first()
          .extracting(RouterEvent.Numbered::event)
          .isEqualTo(new RouterEvent.Switched(WEB, Optional.empty(), new ReleaseLabel("1"), 1));
      assertThat(client().counters())
          .singleElement()
          .satisfies(counters -> assertThat(counters.responses().success()).isEqualTo(1));
      assertThat(client().metrics())
          .contains(
              "slipway_router_requests_total{service=\"web\",release=\"1\",result=\"2xx\"} 1\n");
    }
  }

  @Test
  void letsARequestFinishBeforeItStops() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    HttpServer slow = HttpServer.create(ANY_PORT, 0);
    slow.createContext("/up", exchange -> answer(exchange, "up"));
    slow.createContext(
        "/slow",
        exchange -> {
          asked.countDown();
          awaited(mayAnswer);
          answer(exchange, "at last");
        });
    slow.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    slow.start();
    try (RouterProcess router = start()) {
      String http = router.status().http();
      deploy("1", new Upstream("127.0.0.1", slow.getAddress().getPort()));
      CompletableFuture<HttpResponse<String>> answer =
          http().sendAsync(request(http, "/slow"), HttpResponse.BodyHandlers.ofString());
      awaited(asked);

      Thread stopping = Thread.ofVirtual().start(router::stop);
      mayAnswer.countDown();

      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("at last");
      assertThat(stopping.join(Duration.ofSeconds(20))).isTrue();
    } finally {
      slow.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void servesAStaticSite() throws Exception {
    byte[] large = new byte[3_000_000];
    new Random(7).nextBytes(large);
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<p>home</p>");
    Files.write(site.resolve("large-BsZ3k2aQ.bin"), large);
    Slot slot =
        new Slot(
            new ReleaseLabel("1"), new Destination.Site(site, List.of(), Map.of("apiUrl", "/api")));
    try (RouterProcess router = start()) {
      String http = router.status().http();
      client().deploy(WEB, slot, options());

      HttpResponse<String> page = get(http, "/orders/7");
      assertThat(page.body()).isEqualTo("<p>home</p>");
      assertThat(page.headers().firstValue("etag")).isPresent();
      assertThat(get(http, "/config.json").body()).isEqualTo("{\"apiUrl\":\"/api\"}");
      HttpResponse<byte[]> file =
          http()
              .send(request(http, "/large-BsZ3k2aQ.bin"), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(file.body()).isEqualTo(large);
      assertThat(client().counters().getFirst().responses().success()).isEqualTo(3);
    }
  }

  @Test
  void keepsAConnectionThroughPagesPartsAndHeads() throws Exception {
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "0123456789");
    try (RouterProcess router = start()) {
      client()
          .deploy(
              WEB,
              new Slot(new ReleaseLabel("1"), new Destination.Site(site, List.of(), Map.of())),
              options());
      InetSocketAddress address = RouterSetup.address(router.status().http());
      try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
        String head = "HTTP/1.1\r\nHost: x\r\n";
        socket
            .getOutputStream()
            .write(
                ("HEAD / "
                        + head
                        + "\r\n"
                        + "GET / "
                        + head
                        + "Range: bytes=2-4\r\n\r\n"
                        + "GET /none.js "
                        + head
                        + "\r\n"
                        + "GET / "
                        + head
                        + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(all.split("HTTP/1.1 ", -1))
            .satisfiesExactly(
                none -> assertThat(none).isEmpty(),
                first -> assertThat(first).startsWith("200").endsWith("\r\n\r\n"),
                second -> assertThat(second).startsWith("206").endsWith("\r\n\r\n234"),
                third -> assertThat(third).startsWith("404"),
                fourth -> assertThat(fourth).startsWith("200").endsWith("0123456789"));
        assertThat(all).containsPattern("(?i)content-length: 10\r\n");
      }
    }
  }

  @Test
  void refusesASiteThatIsNotThereButStartsWithOneThatIsGone() throws Exception {
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "home");
    try (RouterProcess router = start()) {
      assertThat(router.status().generation()).isZero();
      assertThatThrownBy(() -> client().deploy(WEB, site(folder.resolve("none")), options()))
          .isInstanceOf(SlipwayException.class)
          .hasMessageContaining("cannot be read");
      client().deploy(WEB, site(site), options());
    }
    Files.delete(site.resolve("index.html"));
    Files.delete(site);

    try (RouterProcess router = start()) {
      assertThat(get(router.status().http(), "/").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void speaksTlsWithTheCertificateOfTheHostAndRenewsIt() throws Exception {
    TlsFiles app = TestCertificate.of("app.example").write(folder, "app");
    TlsFiles shop = TestCertificate.of("shop.example").write(folder, "shop");
    try (ScriptedInstance instance = new ScriptedInstance(ScriptedInstance.WELL);
        RouterProcess router =
            RouterProcess.start(
                new RouterSetup(
                    ANY_PORT,
                    Optional.of(ANY_PORT),
                    List.of(app, shop),
                    folder.resolve("router.state"),
                    folder.resolve("admin.sock")),
                notices::add)) {
      String https = router.status().https().orElseThrow();
      deploy("1", instance.upstream());

      assertThat(certificateFor(https, "app.example")).isEqualTo("CN=app.example");
      assertThat(certificateFor(https, "shop.example")).isEqualTo("CN=shop.example");
      assertThat(certificateFor(https, "other.example")).isEqualTo("CN=app.example");
      assertThat(instance.requests())
          .anyMatch(head -> head.contains("GET /over-tls") && head.contains("https"));

      TestCertificate.of("shop.example", "renewed.example").write(folder, "shop");
      FileTime later = FileTime.from(Instant.now().plusSeconds(60));
      Files.setLastModifiedTime(shop.chain(), later);
      assertThat(notices.poll(20, TimeUnit.SECONDS)).startsWith("certificates read again");
      assertThat(certificateFor(https, "renewed.example")).isEqualTo("CN=shop.example");
    }
  }

  /** Asks once over TLS and says whose certificate was shown. */
  private static String certificateFor(String address, String host) throws Exception {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new TrustManager[] {new Trusting()}, null);
    InetSocketAddress socketAddress = RouterSetup.address(address);
    try (SSLSocket socket =
        (SSLSocket)
            trusting
                .getSocketFactory()
                .createSocket(socketAddress.getAddress(), socketAddress.getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      socket.setSSLParameters(parameters);
      socket
          .getOutputStream()
          .write(
              ("GET /over-tls HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("ok");
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private RouterProcess start() {
    return RouterProcess.start(
        new RouterSetup(
            ANY_PORT,
            Optional.empty(),
            List.of(),
            folder.resolve("router.state"),
            folder.resolve("admin.sock")),
        notices::add);
  }

  private RouterClient client() {
    return new RouterClient(folder.resolve("admin.sock"));
  }

  private DeployOutcome deploy(String release, Upstream upstream) {
    return client()
        .deploy(
            WEB,
            Slot.of(new ReleaseLabel(release), List.of(upstream), HealthCheck.of("/up")),
            options());
  }

  private static Slot site(Path folder) {
    return new Slot(new ReleaseLabel("1"), new Destination.Site(folder, List.of(), Map.of()));
  }

  private static DeployOptions options() {
    return DeployOptions.stable(
        Match.everything(), RoutePolicy.standard().withDrain(Duration.ofMillis(100)));
  }

  private static HttpResponse<String> get(String address, String path)
      throws IOException, InterruptedException {
    return http().send(request(address, path), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient http() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static HttpRequest request(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .timeout(Duration.ofSeconds(20))
        .build();
  }
}
