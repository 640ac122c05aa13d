package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.ComponentName;
import dev.slipway.deliver.EnvironmentName;
import dev.slipway.deliver.InstanceId;
import dev.slipway.deliver.InstanceSpec;
import dev.slipway.deliver.ProcessTarget;
import dev.slipway.deliver.ShellCommand;
import dev.slipway.deliver.Workload;
import dev.slipway.document.Position;
import dev.slipway.machine.Ports;
import dev.slipway.store.Secret;
import dev.slipway.store.SecretStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
  private static final Map<String, String> NO_KEY = Map.of("SLIPWAY_KEY", "");

  @TempDir Path project;
  private ProcessTarget target;

  @BeforeEach
  void open() {
    target = new ProcessTarget(state(), Ports.at(project.resolve("ports")));
  }

  @AfterEach
  void stop() {
    target.retain(Set.of(), Duration.ZERO);
  }

  @Test
  void printsTheLastLinesOfEachInstanceWithItsName() throws Exception {
    start("web-1", "web", "echo one; echo two; exec sleep 100");
    start("worker-1", "worker", "echo three; exec sleep 100");
    awaitOutput("web-1", "two");
    awaitOutput("worker-1", "three");

    assertThat(logs().out()).isEqualTo("web-1    | one\nweb-1    | two\nworker-1 | three\n");
    assertThat(logs("staging", "web", "-n", "1").out()).isEqualTo("web-1 | two\n");
    assertThat(logs("-n", "0").out()).isEmpty();
  }

  @Test
  void hidesSecrets() throws Exception {
    SecretStore.open(state(), Optional.empty(), InstantSource.system())
        .set(Optional.of("staging"), "TOKEN", Secret.of("s3cret-value"));
    start("web-1", "web", "echo token s3cret-value; exec sleep 100");
    awaitOutput("web-1", "token");

    assertThat(logs().out()).isEqualTo("web-1 | token ***\n");
  }

  @Test
  void showsWhatWasStoppedOnlyWhenAsked() throws Exception {
    start("web-1", "web", "echo one; exec sleep 100");
    awaitOutput("web-1", "one");
    target.stop(new InstanceId("web-1"), Duration.ofSeconds(5));

    TypedLine running = logs("staging");

    assertThat(running.out()).isEmpty();
    assertThat(running.error())
        .isEqualTo("slipway: nothing runs in staging; --all shows what was stopped as well\n");
    assertThat(logs("--all").out()).isEqualTo("web-1 | one\n");
  }

  @Test
  void suggestsTheNameThatWasMeant() throws Exception {
    start("web-1", "web", "exec sleep 100");

    TypedLine line = logs("stagin");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error())
        .isEqualTo(
            "slipway: nothing of the environment 'stagin' ever ran here; did you mean"
                + " 'staging'?\n");
  }

  @Test
  void saysWhenNothingWasEverDeployed() {
    TypedLine line = TypedLine.in(project, NO_KEY, "logs");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("nothing was deployed from");
  }

  @Test
  void followsOldAndNewInstancesUntilNobodyReads() throws Exception {
    start("web-1", "web", "i=0; while :; do echo tick $i; i=$((i+1)); sleep 0.05; done");
    awaitOutput("web-1", "tick 3");
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    Reader out = new Reader(read, "web-2 | hello");
    Terminal terminal = new Terminal(Capabilities.NONE, out, out, () -> WindowSize.USUAL);
    String[] line = {"-C", project.toString(), "logs", "-f", "-n", "0"};

    Thread following = Thread.ofPlatform().start(() -> Main.run(line, terminal, NO_KEY));
    awaitText(read, "web-1 | tick");
    start("web-2", "web", "echo hello; while :; do echo more; sleep 0.05; done");
    following.join(Duration.ofSeconds(20));

    assertThat(following.isAlive()).isFalse();
    String text = read.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("web-1 | tick").contains("web-2 | hello").doesNotContain("tick 0\n");
  }

  /** A reader that goes away when it has seen what it waits for. */
  private static final class Reader extends OutputStream {
    private final ByteArrayOutputStream read;
    private final String last;

    Reader(ByteArrayOutputStream read, String last) {
      this.read = read;
      this.last = last;
    }

    @Override
    public void write(int character) throws IOException {
      write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (read.toString(StandardCharsets.UTF_8).contains(last)) {
        throw new IOException("Broken pipe");
      }
      read.write(bytes, offset, length);
    }
  }

  private TypedLine logs(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "logs";
    System.arraycopy(words, 0, line, 1, words.length);
    return TypedLine.in(project, NO_KEY, line);
  }

  private void start(String id, String component, String command) throws IOException {
    Files.createDirectories(state());
    Workload.Restart restart =
        new Workload.Restart(
            Workload.RestartPolicy.ALWAYS, Duration.ofSeconds(1), Duration.ofSeconds(1), 0);
    ShellCommand start = ShellCommand.line(command, new Position("slipway.yaml", 1, 1));
    target.start(
        new InstanceSpec(
            new InstanceId(id),
            new EnvironmentName("staging"),
            new ComponentName(component),
            "r1",
            project,
            new Workload(start, 1, Duration.ofSeconds(5), restart, Workload.Limits.NONE),
            false,
            Map.of(),
            Map.of()));
  }

  private void awaitOutput(String id, String text) throws Exception {
    Path file = state().resolve("instances").resolve(id).resolve("output.log");
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).as("it printed nothing for 10 s").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static void awaitText(ByteArrayOutputStream read, String text) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!read.toString(StandardCharsets.UTF_8).contains(text)) {
      assertThat(System.nanoTime()).as("it did not begin in 10 s").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private Path state() {
    return project.resolve(".slipway");
  }
}
