package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.router.RouterProcess;
import dev.slipway.router.RouterSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a router, typed at a real one. */
class RouterCommandTest {
  @TempDir Path folder;
  private final List<HttpServer> instances = new ArrayList<>();
  private RouterProcess router;

  @BeforeEach
  void start() {
    router =
        RouterProcess.start(
            new RouterSetup(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                List.of(),
                folder.resolve("router.state"),
                folder.resolve("router.sock")),
            line -> {});
  }

  @AfterEach
  void close() {
    router.close();
    instances.forEach(instance -> instance.stop(0));
  }

  @Test
  void deploysAndSaysWhatGoesWhere() throws IOException {
    String one = instance(200);

    TypedLine deployed = typed("deploy web --release r1 --to " + one + " --health-path /up");
    TypedLine list = typed("list");

    assertThat(deployed.exitCode()).isZero();
    assertThat(deployed.out())
        .matches(
            "web: release r1 takes all traffic \\(healthy after \\S+, switched in \\S+ ms,"
                + " generation 1\\)\n");
    assertThat(list.out().lines().toList())
        .satisfiesExactly(
            first -> assertThat(first).matches("http://127.0.0.1:\\d+  pid \\d+  generation 1"),
            head -> assertThat(head).startsWith("SERVICE  MATCH  SLOT"),
            row ->
                assertThat(row.split(" +"))
                    .containsExactly("web", "*/", "stable", "r1", one, "100", "%", "0", "0"));
  }

  @Test
  void leavesEverythingAsItWasWhenTheReleaseIsNotHealthy() throws IOException {
    typed("deploy web --release r1 --to " + instance(200));

    String sick = instance(500);
    TypedLine failed = typed("deploy web --release r2 --to " + sick + " --deploy-timeout 300ms");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.error())
        .matches(
            "web: "
                + sick
                + " was not healthy within \\d+ms: GET /up answered 500 Internal Server Error\n"
                + "  nothing was changed\n");
    assertThat(typed("list").out()).contains("r1").doesNotContain("r2");
  }

  @Test
  void splitsTheTrafficAndEndsTheSplit() throws IOException {
    typed("deploy web --release r1 --to " + instance(200));

    TypedLine canary = typed("deploy web --release r2 --weight 10 --to " + instance(200));
    assertThat(canary.out()).contains("release r2 is the candidate, for 10 % of the visitors");
    assertThat(typed("split web --weight 40").out())
        .isEqualTo("web: the candidate gets 40 % of the visitors\n");
    assertThat(typed("list").out()).contains("60 %", "40 %", "candidate");

    typed("promote web");
    assertThat(typed("list").out()).contains("before").doesNotContain("candidate");
    typed("back web -m worse");
    assertThat(typed("events").out()).contains("back from release r2 to r1: worse\n");
  }

  @Test
  void pausesStopsMaintainsResumesAndRemoves() throws IOException {
    typed("deploy web --to " + instance(200));

    assertThat(typed("pause web --hold 5s").out())
        .isEqualTo("web: paused: requests wait for at most 5.0s\n");
    assertThat(typed("list").out()).contains("web (paused)");
    assertThat(typed("maintenance web").out())
        .isEqualTo("web: in maintenance: visitors see a page\n");
    assertThat(typed("stop web").out()).isEqualTo("web: stopped: requests get 503\n");
    assertThat(typed("resume web").out()).isEqualTo("web: running\n");
    assertThat(typed("remove web").out()).isEqualTo("web: removed\n");
    assertThat(typed("list").out()).contains("no services yet");
  }

  @Test
  void keepsWhatIsNotTypedAgain() throws IOException {
    typed(
        "deploy api --release r1 --host app.example --path /api --strip --drain 3s --to "
            + instance(200));
    typed("deploy api --release r2 --to " + instance(200));

    assertThat(typed("list --json").out())
        .contains("\"hosts\":[\"app.example\"],\"paths\":[\"/api\"]", "\"release\":\"r2\"");
  }

  @Test
  void namesTheServiceInTheWay() throws IOException {
    typed("deploy one --to " + instance(200));

    TypedLine second = typed("deploy two --to " + instance(200));

    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.error()).contains("service 'one' already answers the same host and path");
  }

  @Test
  void servesAFolder() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("site")).resolve("index.html"), "home");

    TypedLine deployed = typed("deploy web --site site --config apiUrl=/api");

    assertThat(deployed.error()).isEmpty();
    assertThat(typed("list").out()).contains(folder.resolve("site").toString());
    assertThat(typed("metrics").out()).contains("slipway_router_generation 1\n");
  }

  @Test
  void saysWhatIsMissingOrWrong() {
    assertThat(typed("deploy web").error()).contains("either --to HOST:PORT[,...] or --site DIR");
    assertThat(typed("deploy").error()).contains("wants the name of a service after it");
    assertThat(typed("split web").error()).contains("wants --weight PERCENT");
    assertThat(typed("depoly web").error()).contains("did you mean 'deploy'?");
    assertThat(typed("resume nobody").error()).contains("nobody");
    assertThat(typed("deploy web --to 127.0.0.1").error()).contains("write HOST:PORT");
    assertThat(typed("pause web --hold soon").error()).contains("--hold wants a duration such as");
    assertThat(typed("deploy web --weight 101 --to 127.0.0.1:1").error()).contains("100 at most");
  }

  @Test
  void saysThatNoRouterRuns() {
    TypedLine list =
        TypedLine.in(folder, Map.of("SLIPWAY_ROUTER_SOCKET", folder + "/none"), "router", "list");

    assertThat(list.exitCode()).isEqualTo(3);
    assertThat(list.error()).contains("no router listens at " + folder + "/none");
  }

  private TypedLine typed(String line) {
    List<String> words = new ArrayList<>(List.of("router"));
    words.addAll(List.of(line.split(" ", -1)));
    words.addAll(List.of("--admin", "router.sock"));
    return TypedLine.in(folder, Map.of(), words.toArray(String[]::new));
  }

  private String instance(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = "ok".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    instances.add(server);
    return "127.0.0.1:" + server.getAddress().getPort();
  }
}
