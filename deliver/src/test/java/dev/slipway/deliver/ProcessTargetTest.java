package dev.slipway.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import dev.slipway.machine.Ports;
import dev.slipway.router.Upstream;
import dev.slipway.store.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTargetTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String SERVER =
      """
      import http.server, os
      class Handler(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              if self.path == "/crash":
                  os._exit(7)
              body = (os.environ["GREETING"] + " " + os.environ["SLIPWAY_RELEASE"]).encode()
              self.send_response(200)
              self.send_header("Content-Length", str(len(body)))
              self.end_headers()
              self.wfile.write(body)
      http.server.ThreadingHTTPServer.allow_reuse_address = True
      address = (os.environ["HOST"], int(os.environ["PORT"]))
      http.server.ThreadingHTTPServer(address, Handler).serve_forever()
      """;

  @TempDir Path state;
  private Target target;

  @BeforeEach
  void openTarget() throws IOException {
    target = open();
    Files.writeString(state.resolve("server.py"), SERVER);
  }

  @AfterEach
  void stopAll() {
    target.retain(Set.of(), Duration.ZERO);
  }

  @Test
  void startsSeveralInstancesOnPortsOfTheirOwn() throws Exception {
    Instance one = target.start(server("web-1"));
    Instance other = target.start(server("web-2"));

    eventually(() -> answer(one, "/").endsWith("hello r1"));
    eventually(() -> answer(other, "/").endsWith("hello r1"));
    assertThat(one.address()).isNotEqualTo(other.address());
    assertThat(target.instances()).extracting(Instance::id).containsExactly(one.id(), other.id());
    assertThat(target.instances().getFirst().component().text()).isEqualTo("web");
  }

  @Test
  void anotherControllerKnowsHowLongAnInstanceMayTakeToStop() throws Exception {
    InstanceSpec spec = server("web-1");
    target.start(spec);

    assertThat(open().find(spec.id()).orElseThrow().stopGrace())
        .isEqualTo(spec.workload().stopGrace());
  }

  @Test
  void startingTwiceStartsOne() throws Exception {
    Instance first = target.start(server("web-1"));
    eventually(() -> answer(first, "/").endsWith("hello r1"));

    Instance second = open().start(server("web-1"));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void startsACrashedInstanceAgainOnTheSamePort() throws Exception {
    Instance instance = target.start(server("web-1"));
    eventually(() -> answer(instance, "/").endsWith("hello r1"));

    answer(instance, "/crash");

    eventually(() -> target.find(instance.id()).orElseThrow().state().restarts() == 1);
    eventually(() -> answer(instance, "/").endsWith("hello r1"));
    Instance again = target.find(instance.id()).orElseThrow();
    assertThat(again.state().lastExitCode()).contains(7);
    assertThat(again.address()).isEqualTo(instance.address());
  }

  @Test
  void saysWhyAnInstanceIsNotStartedAgain() throws Exception {
    InstanceSpec spec = spec("job-1", "exit 3", Workload.RestartPolicy.NEVER, false);

    target.start(spec);

    eventually(() -> !target.find(spec.id()).orElseThrow().state().phase().isLive());
    InstanceState state = target.find(spec.id()).orElseThrow().state();
    assertThat(state.phase()).isEqualTo(InstanceState.Phase.FAILED);
    assertThat(state.detail()).isEqualTo("ended with exit code 3");
  }

  @Test
  void stopsAnInstanceAndTellsItFromTheOthers() throws Exception {
    Instance instance = target.start(server("web-1"));
    eventually(() -> answer(instance, "/").endsWith("hello r1"));

    target.stop(instance.id(), GRACE);
    target.stop(instance.id(), GRACE);
    target.stop(new InstanceId("never-seen"), GRACE);

    assertThat(target.instances()).isEmpty();
    assertThat(target.find(instance.id()).orElseThrow().state().phase())
        .isEqualTo(InstanceState.Phase.STOPPED);
    assertThat(answer(instance, "/")).isEmpty();
  }

  @Test
  void startsAStoppedInstanceAgain() throws Exception {
    Instance instance = target.start(server("web-1"));
    target.stop(instance.id(), GRACE);

    Instance again = target.start(server("web-1"));

    assertThat(again.state().phase()).isEqualTo(InstanceState.Phase.RUNNING);
    eventually(() -> answer(again, "/").endsWith("hello r1"));
  }

  @Test
  void keepsOnlyWhatIsWanted() {
    target.start(worker("a-1"));
    target.start(worker("a-2"));
    target.start(worker("a-3"));

    List<InstanceId> stopped = open().retain(Set.of(new InstanceId("a-2")), GRACE);

    assertThat(stopped).extracting(InstanceId::text).containsExactly("a-1", "a-3");
    assertThat(target.instances()).extracting(i -> i.id().text()).containsExactly("a-2");
  }

  @Test
  void forgetsStoppedInstancesButTheLastOnes() throws Exception {
    for (int number = 1; number <= 7; number++) {
      InstanceSpec spec = worker("a-" + number);
      target.start(spec);
      target.stop(spec.id(), GRACE);
    }

    try (Stream<Path> folders = Files.list(ProcessTarget.folder(state))) {
      assertThat(folders).hasSize(5);
    }
  }

  @Test
  void hidesSecretsFromEveryFile() throws Exception {
    target.start(worker("a-1"));

    try (Stream<Path> files = Files.walk(ProcessTarget.folder(state))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("s3cret");
      }
    }
  }

  private Target open() {
    return new ProcessTarget(state, Ports.at(state.resolve("ports")));
  }

  private InstanceSpec server(String id) {
    return spec(id, "exec python3 server.py", Workload.RestartPolicy.ALWAYS, true);
  }

  private InstanceSpec worker(String id) {
    return spec(id, "exec sleep 100", Workload.RestartPolicy.ALWAYS, false);
  }

  private InstanceSpec spec(
      String id, String command, Workload.RestartPolicy restart, boolean listens) {
    Workload.Restart policy =
        new Workload.Restart(restart, Duration.ofMillis(50), Duration.ofSeconds(1), 0);
    ShellCommand start = ShellCommand.line(command, new Position("slipway.yaml", 1, 1));
    return new InstanceSpec(
        new InstanceId(id),
        new EnvironmentName("staging"),
        new ComponentName("web"),
        "r1",
        state,
        new Workload(start, 1, GRACE, policy, Workload.Limits.NONE),
        listens,
        Map.of("GREETING", "hello"),
        Map.of("TOKEN", Secret.of("s3cret")));
  }

  /** What a GET answers; empty when nobody does. */
  private static String answer(Instance instance, String path) {
    Upstream address = instance.address().orElseThrow();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), 1_000);
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it did not happen within 10 s").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
