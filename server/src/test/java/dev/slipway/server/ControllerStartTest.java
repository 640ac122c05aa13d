package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.Project;
import dev.slipway.machine.Keeper;
import dev.slipway.machine.KeptState;
import dev.slipway.router.RouterProcess;
import dev.slipway.router.RouterSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller and its router as processes, with their keepers, each of which is killed. */
class ControllerStartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Path state;
  private ControllerStart start;

  @BeforeEach
  void makeAProject() throws IOException {
    state = folder.resolve(".slipway");
    Files.writeString(
        folder.resolve("slipway.yaml"), "name: small\nrouter:\n  http: 127.0.0.1:0\n");
    start = new ControllerStart(folder, state, program());
  }

  @AfterEach
  void stop() {
    start.stop(true);
  }

  /** This program, as far as it is needed here. */
  static final class Part {
    private Part() {}

    public static void main(String[] arguments) throws InterruptedException {
      List<String> words = List.of(arguments);
      if (words.getFirst().equals("controller")) {
        Path root = Path.of(after(words, "--state")).resolve("..").normalize();
        Project project = new Project(root, System.getenv(), InstantSource.system());
        new ControllerProcess(project, program()).run();
        return;
      }
      RouterProcess.start(
          new RouterSetup(
              RouterSetup.address(after(words, "--http")),
              Optional.empty(),
              List.of(),
              Path.of(after(words, "--state")),
              Path.of(after(words, "--admin"))),
          System.out::println);
      ControllerWatch.begin(Path.of(after(words, "--project")), program());
      new CountDownLatch(1).await();
    }

    private static String after(List<String> words, String option) {
      return words.get(words.indexOf(option) + 1);
    }
  }

  private static OwnProgram program() {
    return new OwnProgram(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        Map.of(),
        List.of("-cp", System.getProperty("java.class.path"), Part.class.getName()),
        Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Keeper keeper(String name) {
    return Keeper.find(state.resolve(name)).orElseThrow();
  }

  private long keeperOf(String name) throws IOException {
    return Long.parseLong(Files.readString(state.resolve(name).resolve("keeper")).split(" ", 2)[0]);
  }

  private long running(String name) {
    return keeper(name).state() instanceof KeptState.Running running ? running.pid() : 0;
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(latest);
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  private String router() {
    return start.ensure().call("/v1/status", Map.of()).text("router");
  }

  @Test
  void whateverIsKilledComesBackByItself() throws Exception {
    long controller = start.ensure().pid();
    String address = router();
    long router = running("router");

    kill(keeperOf("controller"));
    kill(keeperOf("router"));
    eventually(() -> running("controller") == controller && running("router") == router);

    kill(router);
    kill(controller);
    eventually(() -> running("controller") != 0 && running("router") != 0);
    eventually(() -> ControlClient.find(state).filter(it -> it.pid() != controller).isPresent());

    assertThat(router()).isEqualTo(address);
    assertThat(running("controller")).isNotEqualTo(controller);
    assertThat(running("router")).isNotEqualTo(router);
  }

  @Test
  void aControllerKilledTogetherWithItsKeeperIsStartedByTheRouter() throws Exception {
    long controller = start.ensure().pid();
    String address = router();

    kill(keeperOf("controller"));
    kill(controller);

    eventually(() -> ControlClient.find(state).filter(it -> it.pid() != controller).isPresent());
    assertThat(running("controller")).isNotIn(0L, controller);
    assertThat(router()).isEqualTo(address);
  }

  @Test
  void aControllerThatWasStoppedStaysSo() throws Exception {
    start.ensure();
    router();
    start.stop(false);

    Thread.sleep(Duration.ofSeconds(5));

    assertThat(ControlClient.find(state)).isEmpty();
    assertThat(running("router")).isPositive();
  }
}
