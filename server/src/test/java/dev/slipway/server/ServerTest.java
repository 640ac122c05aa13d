package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.machine.Git;
import dev.slipway.machine.Keeper;
import dev.slipway.machine.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, as a newcomer meets it: the first link, a token, a push, the runs. */
class ServerTest {
  private static final Person ADA = new Person("Ada", "ada@example.invalid");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private Server server;

  @BeforeEach
  void start() {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        Server.start(
            new ServerSettings(
                folder.resolve("data"), anywhere, program(), InstantSource.system()));
  }

  private static OwnProgram program() {
    return new OwnProgram(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        List.of(),
        Map.of(),
        List.of("-version"),
        System.getenv());
  }

  @AfterEach
  void close() {
    server.close();
    browser.close();
    // A router outlives its server, but not this test.
    Keeper.find(projectState().resolve("router"))
        .ifPresent(
            keeper -> {
              keeper.stop(Duration.ofSeconds(5));
              keeper.remove();
            });
  }

  private Path projectState() {
    return folder.resolve("data/projects/acme/small/.slipway");
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(server.address().resolve(path)));
  }

  private String post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    String form =
        fields.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", server.address().toString())
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer =
        browser.send(
            request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      String[] pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    if (answer.statusCode() == 303) {
      return get(answer.headers().firstValue("Location").orElseThrow());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String found(String pattern, String page) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern + " in " + page).isTrue();
    return matcher.group(1);
  }

  private static String csrf(String page) {
    return found("name=\"csrf\" value=\"([^\"]+)\"", page);
  }

  private String tokenOfANewAdmin() throws IOException, InterruptedException {
    String link = server.firstLink().orElseThrow().getPath();
    post(link, Map.of("csrf", csrf(get(link)), "name", "ada", "password", "correct-horse-battery"));
    String page =
        post(
            "/tokens",
            Map.of(
                "csrf",
                csrf(get("/tokens")),
                "title",
                "git",
                "role",
                "ADMIN",
                "place",
                "*",
                "days",
                "7"));
    return found("(slp_[A-Za-z0-9_-]+)", page);
  }

  private static final Map<String, String> TWO_WORKFLOWS =
      Map.of(
          ".github/workflows/ci.yml",
          """
          name: CI
          on: push
          jobs:
            test:
              runs-on: ubuntu-latest
              steps:
                - uses: actions/checkout@v4
                - run: test -f .github/workflows/ci.yml && test "$SLIPWAY_USER" = ada
          """,
          ".github/workflows/after.yml",
          """
          name: After
          on:
            workflow_run: {workflows: [CI], types: [completed]}
          jobs:
            follow:
              runs-on: ubuntu-latest
              steps:
                - run: test "${{ github.event.workflow_run.conclusion }}" = success
          """);

  private static final Map<String, String> GUARDED =
      Map.of(
          "slipway.yaml",
          """
          components:
            api: {type: service, path: api, start: ./run}
          environments:
            production:
              approval: {required: 1}
            staging: {}
          """,
          ".github/workflows/release.yml",
          """
          name: Release
          on: push
          jobs:
            publish:
              runs-on: ubuntu-latest
              environment: production
              steps:
                - run: 'true'
          """);

  private void push(String token, Map<String, String> files)
      throws IOException, InterruptedException {
    Path root = Files.createDirectories(folder.resolve("small"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Git.initialise(root, "main").commitAll("a small thing", ADA, Instant.now());
    URI address = server.address().resolve("/acme/small.git");
    String user =
        Base64.getEncoder().encodeToString(("ada:" + token).getBytes(StandardCharsets.UTF_8));
    Process git =
        new ProcessBuilder(
                "git",
                "-c",
                "http.extraHeader=Authorization: Basic " + user,
                "push",
                address.toString(),
                "main")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }

  private String runsOnceThereAre(int passed) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      String page = get("/runs?status=success");
      long there = Pattern.compile("a small thing").matcher(page).results().count();
      if (there >= passed || System.nanoTime() > end) {
        assertThat(there).as(page).isGreaterThanOrEqualTo(passed);
        return page;
      }
      Thread.sleep(100);
    }
  }

  @Test
  void aPushToANewRepositoryRunsItsWorkflowsAndThoseThatWaitForThem() throws Exception {
    push(tokenOfANewAdmin(), TWO_WORKFLOWS);

    assertThat(runsOnceThereAre(2)).contains("acme/small", "After", "CI");
    assertThat(server.firstLink()).isEmpty();
  }

  @Test
  void aServerThatStartsAgainKnowsWhatWasAndNothingRunsTwice() throws Exception {
    push(tokenOfANewAdmin(), TWO_WORKFLOWS);
    runsOnceThereAre(2);
    server.close();

    start();

    assertThat(server.firstLink()).isEmpty();
    String login = get("/login");
    post("/login", Map.of("csrf", csrf(login), "name", "ada", "password", "correct-horse-battery"));
    String page = get("/runs");
    assertThat(Pattern.compile("href=\"/runs/\\d[^\"]*\"").matcher(page).results().count())
        .isEqualTo(2);
  }

  private String homeOnceItSays(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    String page = get("/");
    while (!page.contains(text) && System.nanoTime() < end) {
      Thread.sleep(100);
      page = get("/");
    }
    assertThat(page).contains(text);
    return page;
  }

  @Test
  void aJobWaitsUntilSomebodyLetsItIntoItsEnvironmentOnThePage() throws Exception {
    push(tokenOfANewAdmin(), GUARDED);
    String home = homeOnceItSays("waits to enter");
    String answer = found("action=\"([^\"]+/jobs/[^\"]+)\"", home);
    HttpResponse<Void> elsewhere =
        browser.send(
            HttpRequest.newBuilder(
                    server.address().resolve(answer.replace("/production/", "/staging/")))
                .header("Origin", server.address().toString())
                .header("Cookie", "slipway_session=" + cookies.get("slipway_session"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("answer=approve&csrf=" + csrf(home)))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    assertThat(elsewhere.statusCode()).isEqualTo(404);

    post(answer, Map.of("csrf", csrf(home), "answer", "approve"));

    assertThat(runsOnceThereAre(1)).contains("Release");
    server.close();
    assertThatThrownBy(
            () ->
                new ControllerStart(projectState().resolveSibling("."), projectState(), program())
                    .ensure())
        .hasMessageContaining("belongs to a server");
  }
}
