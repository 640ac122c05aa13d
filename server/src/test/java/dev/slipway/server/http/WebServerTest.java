package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Place HARBOR = new Place.Repository("acme", "harbor");
  private static final KnownPeople PEOPLE =
      new KnownPeople()
          .session("ann-session", new KnownPeople.Person("ann", Map.of(HARBOR, Role.DEVELOPER)))
          .token("ann-token", new KnownPeople.Person("ann", Map.of(HARBOR, Role.DEVELOPER)));
  private static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

  @TempDir static Path folder;
  private static WebServer server;

  @BeforeAll
  static void start() {
    Rule anyone = Rule.anyone();
    Rule developers = Rule.role(Role.DEVELOPER, Scope.repository());
    Rule admins = Rule.role(Role.ADMIN, Scope.repository());
    List<Route> routes =
        List.of(
            Route.get("/login", anyone, request -> Response.html("<i>" + request.csrf() + "</i>")),
            Route.post("/login", anyone, request -> Response.text(request.form().required("name"))),
            Route.get("/long", anyone, _ -> Response.text("slipway ".repeat(10_000))),
            Route.get("/file", anyone, _ -> file()),
            Route.get("/events", anyone, _ -> new Response.Events(WebServerTest::events)),
            Route.get("/broken", anyone, _ -> broken()),
            Route.get("/wrong", anyone, _ -> wrong()),
            Route.get("/tagged", anyone, _ -> Response.text("same").with("ETag", "\"v1\"")),
            Route.get("/rare", anyone, _ -> Response.text("rare")).atMost(2),
            Route.get(
                "/{owner}/{name}/hello",
                developers,
                request -> Response.html(request.caller().name() + " " + request.csrf())),
            Route.post("/{owner}/{name}/hello", developers, _ -> Response.text("done")),
            Route.get("/{owner}/{name}/settings", admins, _ -> Response.text("settings")),
            Route.post("/{owner}/{name}.git/push", developers, WebServerTest::count)
                .by(Entrance.GIT)
                .bodyUpTo(Route.ENDLESS));
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            routes,
            PEOPLE,
            Settings.usual());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response file() throws IOException {
    Path file = folder.resolve("log");
    Files.writeString(file, "0123456789");
    return new Response.FileBody(file, "text/plain", Optional.of("a log.txt"));
  }

  private static void events(EventSink sink) throws IOException {
    try {
      sink.send("1", "line", "first\nsecond");
      while (sink.isOpen()) {
        String event = EVENTS.poll(10, TimeUnit.SECONDS);
        if (event == null || event.isEmpty()) {
          return;
        }
        sink.send("2", "line", event);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Response broken() {
    throw new IllegalStateException("secret detail");
  }

  private static Response wrong() {
    throw new SlipwayException(ErrorCode.INVALID_INPUT, "a <b> is wrong");
  }

  private static Response count(Request request) {
    return new Response.Stream(
        200,
        "text/plain",
        out -> {
          long total = 0;
          byte[] buffer = new byte[1 << 16];
          try (InputStream in = request.stream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
              total += read;
            }
          }
          out.write(Long.toString(total).getBytes(StandardCharsets.UTF_8));
        });
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String basic(String token) {
    return "Basic "
        + Base64.getEncoder().encodeToString(("git:" + token).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() throws Exception {
    for (String path : List.of("/login", "/nowhere", "/broken", "/long")) {
      HttpResponse<String> answer = send(to(path));

      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void whatIsNotThereIsAProblemForProgramsAndAPageForPeople() throws Exception {
    HttpResponse<String> program = send(to("/nowhere"));
    HttpResponse<String> person = send(to("/nowhere").header("Accept", "text/html"));

    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(program.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(program.body()).contains("\"code\":\"NOT_FOUND\"");
    assertThat(person.body()).startsWith("<!doctype html>").contains("404");
  }

  @Test
  void faultsBecomeProblemsAndDefectsKeepTheirDetails() throws Exception {
    HttpResponse<String> fault = send(to("/wrong").header("Accept", "text/html"));
    HttpResponse<String> defect = send(to("/broken"));

    assertThat(fault.statusCode()).isEqualTo(400);
    assertThat(fault.body()).contains("a &lt;b> is wrong");
    assertThat(defect.statusCode()).isEqualTo(500);
    assertThat(defect.body()).doesNotContain("secret detail");
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() throws Exception {
    HttpResponse<String> answer = send(to("/login").DELETE());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
  }

  @Test
  void peopleWhoAreNotSignedInAreSentToTheLoginPageAndComeBack() throws Exception {
    HttpResponse<String> answer = send(to("/acme/harbor/hello?tab=1"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains("/login?to=%2Facme%2Fharbor%2Fhello%3Ftab%3D1");
  }

  @Test
  void aForeignRepositoryLooksAsIfItWereNotThere() throws Exception {
    HttpResponse<String> foreign =
        send(to("/other/secret/hello").header("Cookie", "slipway_session=ann-session"));
    HttpResponse<String> tooHigh =
        send(to("/acme/harbor/settings").header("Cookie", "slipway_session=ann-session"));

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(tooHigh.statusCode()).isEqualTo(403);
  }

  @Test
  void aFormWithoutItsTokenIsRefused() throws Exception {
    HttpResponse<String> page = send(to("/login"));
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
    Matcher token = Pattern.compile("<i>(.*)</i>").matcher(page.body());
    assertThat(token.find()).isTrue();
    String form = "name=ann&csrf=" + token.group(1);

    HttpResponse<String> with = post("/login", form, cookie.replaceAll(";.*", ""));
    HttpResponse<String> without = post("/login", "name=ann", cookie.replaceAll(";.*", ""));
    HttpResponse<String> other = post("/login", form, "slipway_form=another");
    HttpResponse<String> none = post("/login", form, "a=b");

    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    assertThat(with.body()).isEqualTo("ann");
    assertThat(List.of(without, other, none)).allMatch(answer -> answer.statusCode() == 403);
  }

  private static HttpResponse<String> post(String path, String form, String cookie)
      throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  @Test
  void aSessionAloneChangesNothingAndATokenNeedsNoForm() throws Exception {
    HttpResponse<String> page =
        send(to("/acme/harbor/hello").header("Cookie", "slipway_session=ann-session"));
    String csrf = page.body().substring("ann ".length());
    HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();

    HttpResponse<String> forged =
        send(
            to("/acme/harbor/hello").header("Cookie", "slipway_session=ann-session").POST(nothing));
    HttpResponse<String> otherSite =
        send(
            to("/acme/harbor/hello")
                .header("Cookie", "slipway_session=ann-session")
                .header("X-CSRF-Token", csrf)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(nothing));
    HttpResponse<String> ours =
        send(
            to("/acme/harbor/hello")
                .header("Cookie", "slipway_session=ann-session")
                .header("X-CSRF-Token", csrf)
                .POST(nothing));
    HttpResponse<String> token =
        send(to("/acme/harbor/hello").header("Authorization", "Bearer ann-token").POST(nothing));

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(otherSite.statusCode()).isEqualTo(403);
    assertThat(ours.body()).isEqualTo("done");
    assertThat(token.body()).isEqualTo("done");
  }

  @Test
  void gitTakesATokenAsPasswordAndNoCookie() throws Exception {
    byte[] pack = new byte[3 << 20];
    HttpRequest.Builder push =
        to("/acme/harbor.git/push").POST(HttpRequest.BodyPublishers.ofByteArray(pack));

    HttpResponse<String> stranger =
        send(push.copy().header("Cookie", "slipway_session=ann-session"));
    HttpResponse<String> known = send(push.copy().header("Authorization", basic("ann-token")));

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
    assertThat(known.body()).isEqualTo(Integer.toString(3 << 20));
  }

  @Test
  void aLongBodyStreamsInWithoutBeingKept() throws Exception {
    long length = 300L << 20;
    HttpRequest.BodyPublisher endless =
        HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(length));

    HttpResponse<String> answer =
        send(to("/acme/harbor.git/push").header("Authorization", basic("ann-token")).POST(endless));

    assertThat(answer.body()).isEqualTo(Long.toString(length));
  }

  /** Zeros of a length. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      left -= count;
      return count;
    }
  }

  @Test
  void aCompressedBodyIsDecoded() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(new byte[500_000]);
    }

    HttpResponse<String> answer =
        send(
            to("/acme/harbor.git/push")
                .header("Authorization", basic("ann-token"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray())));

    assertThat(answer.body()).isEqualTo("500000");
  }

  @Test
  void bodiesBeyondTheLimitAreNotRead() throws Exception {
    String tooLong =
        Talk.with(
            server.port(), "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n");
    String chunked =
        Talk.with(
            server.port(),
            "POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n");

    assertThat(tooLong).startsWith("HTTP/1.1 413 ").contains("Connection: close");
    assertThat(chunked).startsWith("HTTP/1.1 411 ").contains("Connection: close");
  }

  @Test
  void aBodyOfDoubtfulLengthIsRefusedAndTheConnectionEnds() throws Exception {
    String smuggled = "GET /login HTTP/1.1\r\nHost: a\r\n\r\n";
    for (String framing :
        List.of(
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n")) {
      String heard =
          Talk.with(
              server.port(),
              "POST /login HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n0\r\n\r\n" + smuggled);

      assertThat(heard).as(framing).startsWith("HTTP/1.1 400 ");
      assertThat(heard.split("HTTP/1.1", -1)).as(framing).hasSize(2);
    }
  }

  @Test
  void pathsThatLeaveTheirPlaceAreRefused() throws Exception {
    for (String path : List.of("/a/../login", "/a/%2e%2e/login", "/a/%00", "/a/%zz", "/%ff")) {
      String heard =
          Talk.with(
              server.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(heard).as(path).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void textsAreCompressedForWhoReadsThatAndHeadHasNoBody() throws Exception {
    HttpResponse<byte[]> compressed =
        CLIENT.send(
            to("/long").header("Accept-Encoding", "gzip").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    HttpResponse<String> plain = send(to("/long"));
    HttpResponse<String> head =
        send(to("/long").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(compressed.body()).hasSizeLessThan(2000);
    assertThat(
            new GZIPInputStream(new java.io.ByteArrayInputStream(compressed.body())).readAllBytes())
        .hasSize(80_000);
    assertThat(plain.body()).hasSize(80_000);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length")).contains("80000");
  }

  @Test
  void aPartOfAFileIsAnswered() throws Exception {
    HttpResponse<String> whole = send(to("/file"));
    HttpResponse<String> part = send(to("/file").header("Range", "bytes=2-4"));
    HttpResponse<String> end = send(to("/file").header("Range", "bytes=-3"));
    HttpResponse<String> outside = send(to("/file").header("Range", "bytes=10-"));

    assertThat(whole.body()).isEqualTo("0123456789");
    assertThat(whole.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename*=UTF-8''a%20log.txt");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
    assertThat(end.body()).isEqualTo("789");
    assertThat(outside.statusCode()).isEqualTo(416);
  }

  @Test
  void whatTheClientHasAlreadyIsNotSentAgain() throws Exception {
    HttpResponse<String> answer = send(to("/tagged").header("If-None-Match", "\"v1\""));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void eventsArriveWhenTheyHappen() throws Exception {
    HttpResponse<InputStream> answer =
        CLIENT.send(to("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      String first = "id: 1\nevent: line\ndata: first\ndata: second\n\n";
      assertThat(new String(in.readNBytes(first.length()), StandardCharsets.UTF_8))
          .isEqualTo(first);

      EVENTS.add("third");

      String next = "id: 2\nevent: line\ndata: third\n\n";
      assertThat(new String(in.readNBytes(next.length()), StandardCharsets.UTF_8)).isEqualTo(next);
      EVENTS.add("");
    }
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
  }

  @Test
  void whoAsksTooOftenIsToldToWait() throws Exception {
    send(to("/rare"));
    send(to("/rare"));

    HttpResponse<String> answer = send(to("/rare"));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
  }
}
