package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.access.Access;
import dev.slipway.server.access.AccessEventCodec;
import dev.slipway.server.access.Audit;
import dev.slipway.server.access.Grant;
import dev.slipway.server.health.HealthRoutes;
import dev.slipway.server.health.Metrics;
import dev.slipway.server.http.Entrance;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Response;
import dev.slipway.server.http.Role;
import dev.slipway.server.http.Route;
import dev.slipway.server.http.Rule;
import dev.slipway.server.http.RuleWalk;
import dev.slipway.server.http.Scope;
import dev.slipway.server.http.Settings;
import dev.slipway.server.http.WebServer;
import dev.slipway.store.Database;
import dev.slipway.store.DatabaseJournal;
import dev.slipway.store.EntryFormat;
import dev.slipway.store.EventCodecs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door, the account and the administration over a socket, as a browser goes through them. */
class AccessPagesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String PASSWORD = "correct horse battery";
  private static final Place HARBOR = new Place.Repository("acme", "harbor");

  @TempDir Path folder;
  private Database database;
  private DatabaseJournal journal;
  private Access access;
  private List<Route> routes;
  private WebServer server;

  @BeforeEach
  void start() {
    InstantSource clock = InstantSource.system();
    EventCodecs codecs = EventCodecs.of(new AccessEventCodec());
    database = Database.open(folder.resolve("slipway.db"), clock, List.of(Access.TABLES));
    journal = DatabaseJournal.open(database, codecs, clock);
    access = new Access(database, journal, new EntryFormat(codecs), clock);
    routes = new ArrayList<>();
    routes.addAll(new DoorRoutes(access).routes());
    routes.addAll(new AccountRoutes(access, clock).routes());
    routes.addAll(
        new AdminRoutes(access, clock, () -> Map.of("Data folder", folder.toString())).routes());
    routes.addAll(new HealthRoutes(List.of(), new Metrics()).routes());
    routes.add(
        Route.get(
                "/api/{owner}/{name}",
                Rule.role(Role.DEVELOPER, Scope.repository()),
                request -> Response.text(request.caller().name()))
            .by(Entrance.API));
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            routes,
            access,
            Settings.usual().withFormKey(access.formKey()).withWitness(access));
  }

  @AfterEach
  void stop() {
    server.close();
    journal.close();
    database.close();
  }

  /** A browser: it keeps cookies, and sends the token of the form it last saw. */
  private final class Browser {
    private final Map<String, String> cookies = new TreeMap<>();
    private String csrf = "";

    HttpResponse<String> open(String path) throws IOException, InterruptedException {
      return send(request(path).GET());
    }

    HttpResponse<String> submit(String path, String... fields)
        throws IOException, InterruptedException {
      StringBuilder form = new StringBuilder("csrf=" + encode(csrf));
      for (int i = 0; i < fields.length; i += 2) {
        form.append('&').append(fields[i]).append('=').append(encode(fields[i + 1]));
      }
      return send(
          request(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    private HttpRequest.Builder request(String path) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
              .header("Accept", "text/html");
      if (!cookies.isEmpty()) {
        List<String> pairs = new ArrayList<>();
        cookies.forEach((name, value) -> pairs.add(name + "=" + value));
        request.header("Cookie", String.join("; ", pairs));
      }
      return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      HttpResponse<String> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      for (String cookie : answer.headers().allValues("Set-Cookie")) {
        String pair = cookie.substring(0, cookie.indexOf(';'));
        cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
      Matcher token = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(answer.body());
      if (token.find()) {
        csrf = token.group(1);
      }
      return answer;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private Browser admin() throws IOException, InterruptedException {
    Browser browser = new Browser();
    String link = "/join/" + access.invitations().first().orElseThrow().reveal();
    browser.open(link);
    assertThat(location(browser.submit(link, "name", "root", "password", PASSWORD))).isEqualTo("/");
    return browser;
  }

  private Browser member(Role role) throws IOException, InterruptedException {
    Browser browser = new Browser();
    String link = "/join/" + access.invitations().invite("root", new Grant(HARBOR, role)).reveal();
    browser.open(link);
    browser.submit(link, "name", "ann", "password", PASSWORD);
    return browser;
  }

  @Test
  void theFirstLinkLeadsInAndIsWorthlessThen() throws Exception {
    String link = "/join/" + access.invitations().first().orElseThrow().reveal();
    Browser browser = new Browser();

    HttpResponse<String> page = browser.open(link);
    HttpResponse<String> tooShort = browser.submit(link, "name", "root", "password", "short");
    HttpResponse<String> in = browser.submit(link, "name", "root", "password", PASSWORD);
    HttpResponse<String> again = new Browser().open(link);

    assertThat(page.body()).contains("will be admin of this server");
    assertThat(tooShort.statusCode()).isEqualTo(400);
    assertThat(tooShort.body()).contains("10 to 200 characters").contains("value=\"root\"");
    assertThat(location(in)).isEqualTo("/");
    assertThat(browser.open("/users").body()).contains("<strong>root</strong>");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body()).contains("worth nothing any more");
  }

  @Test
  void signingInGivesANewSessionAndSigningOutEndsIt() throws Exception {
    admin();
    Browser browser = new Browser();
    browser.cookies.put("slipway_session", "chosen-by-somebody-else");
    browser.open("/login?to=/tokens");

    HttpResponse<String> wrong = browser.submit("/login", "name", "root", "password", "guess");
    HttpResponse<String> in =
        browser.submit("/login", "name", "root", "password", PASSWORD, "to", "/tokens");
    String session = browser.cookies.get("slipway_session");
    browser.open("/tokens");
    HttpResponse<String> out = browser.submit("/logout");
    browser.cookies.put("slipway_session", session);

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("The name or the password is wrong");
    assertThat(location(in)).isEqualTo("/tokens");
    assertThat(session).isNotEqualTo("chosen-by-somebody-else").hasSizeGreaterThan(40);
    assertThat(location(out)).isEqualTo("/login");
    assertThat(location(browser.open("/tokens"))).startsWith("/login");
  }

  @Test
  void theLoginSendsNobodyToAnotherServer() throws Exception {
    admin();
    for (String to :
        List.of(
            "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")) {
      Browser browser = new Browser();
      browser.open("/login?to=" + encode(to));

      HttpResponse<String> in =
          browser.submit("/login", "name", "root", "password", PASSWORD, "to", to);

      assertThat(location(in)).as(to).isEqualTo("/");
    }
  }

  @Test
  void whatSomebodyTypedIsNeverAPartOfThePage() throws Exception {
    admin();
    Browser browser = new Browser();
    browser.open("/login");

    HttpResponse<String> answer =
        browser.submit(
            "/login", "name", "\"><script>alert(1)</script>", "password", "x", "to", "/\"><b>");

    assertThat(answer.body()).doesNotContain("<script>alert").doesNotContain("<b>");
  }

  @Test
  void aTokenIsShownOnceAndOpensWhatItMay() throws Exception {
    admin();
    Browser ann = member(Role.DEVELOPER);
    ann.open("/tokens");

    HttpResponse<String> made =
        ann.submit(
            "/tokens",
            "title",
            "git <b>",
            "role",
            "DEVELOPER",
            "place",
            "acme/harbor",
            "days",
            "7");
    Matcher token = Pattern.compile("slp_[0-9A-Za-z]{42}").matcher(made.body());
    assertThat(token.find()).isTrue();
    String secret = token.group();

    assertThat(made.body()).contains("git &lt;b&gt;");
    assertThat(ann.open("/tokens").body()).doesNotContain(secret);
    assertThat(withToken(secret, "/api/acme/harbor").body()).isEqualTo("ann");
    assertThat(withToken(secret, "/api/acme/other").statusCode()).isEqualTo(404);
    assertThat(withToken(secret, "/tokens").statusCode()).isEqualTo(403);
    assertThat(withToken(secret, "/metrics").statusCode()).isEqualTo(404);
    assertThat(withToken(secret.substring(1), "/api/acme/harbor").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> withToken(String token, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anAdminGivesAndTakesRolesAndOthersDoNot() throws Exception {
    Browser root = admin();
    Browser ann = member(Role.VIEWER);
    root.open("/users");

    HttpResponse<String> given =
        root.submit("/users/ann/roles", "place", "acme/harbor", "role", "DEVELOPER");
    int allowed = ann.open("/api/acme/harbor").statusCode();
    HttpResponse<String> wrong =
        root.submit("/users/ann/roles", "place", "nowhere", "role", "DEVELOPER");
    root.open("/users");
    root.submit("/users/ann/roles", "place", "acme/harbor", "role", "");
    ann.open("/tokens");
    HttpResponse<String> byAnn = ann.submit("/users/ann/roles", "place", "*", "role", "ADMIN");

    assertThat(location(given)).isEqualTo("/users");
    assertThat(allowed).isEqualTo(200);
    assertThat(wrong.body()).contains("is no place");
    assertThat(ann.open("/api/acme/harbor").statusCode()).isEqualTo(404);
    assertThat(byAnn.statusCode()).isEqualTo(404);
    assertThat(ann.open("/audit").statusCode()).isEqualTo(404);
  }

  @Test
  void theLogShowsWhatWasDoneAndVerifies() throws Exception {
    Browser root = admin();
    root.open("/users");
    HttpResponse<String> invited =
        root.submit("/users/invite", "role", "DEVELOPER", "place", "acme/harbor");

    HttpResponse<String> log = root.open("/audit?verify=1");

    assertThat(invited.body()).contains("/join/").contains("developer of acme/harbor");
    assertThat(log.body())
        .contains("lines are what was written")
        .contains("made a link to join as developer of acme/harbor")
        .contains("asked for POST /users/invite");
    assertThat(access.audit().verify()).isInstanceOf(Audit.Finding.Whole.class);
  }

  @Test
  void everyRouteLetsInWhomItsRuleSaysAndNobodyElse() {
    assertThat(RuleWalk.over(routes)).isGreaterThan(500);
    assertThat(RuleWalk.open(routes))
        .containsExactly(
            "GET /healthz",
            "GET /join/{link}",
            "GET /login",
            "GET /readyz",
            "POST /join/{link}",
            "POST /login");
  }
}
