package dev.slipway.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunId;
import dev.slipway.server.git.GitClient;
import dev.slipway.server.queue.QueueEvent;
import dev.slipway.workflow.Conclusion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed again and again while pushes arrive: each push has one run that ended, and
 * no job ran twice at the same time. {@code -Dslipway.kills=N} kills it more often.
 */
@Timeout(900)
class KilledServerTest {
  private static final int KILLS = Integer.getInteger("slipway.kills", 5);
  private static final long SEED = Long.getLong("slipway.seed", 20261124L);

  @TempDir Path root;
  private @Nullable Process server;
  private String address = "";

  @AfterEach
  void stop() throws InterruptedException {
    kill();
  }

  private void start() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WorkingProgram.class.getName(),
                root.resolve("data").toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(root.resolve("errors.txt").toFile()))
            .start();
    server = started;
    BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    assertThat(line).as(() -> "the server starts; " + errors()).isNotNull();
    address = line.substring("at ".length());
  }

  private String errors() {
    try {
      return Files.readString(root.resolve("errors.txt"));
    } catch (IOException e) {
      return "";
    }
  }

  private void kill() throws InterruptedException {
    Process running = server;
    if (running != null) {
      running.destroyForcibly();
      running.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private String workflow() {
    return """
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - run: |
              exec 9>%1$s/lock-$GITHUB_RUN_ID
              flock -n 9 || echo "$GITHUB_RUN_ID" >> %1$s/twice
              sleep 0.3
          - run: sleep 0.2
          - run: echo "the last line of $GITHUB_SHA"
    """
        .formatted(root);
  }

  @Test
  void everyPushHasOneRunThatEndedAndNoJobRunsTwiceAtOnce() throws Exception {
    Random random = new Random(SEED);
    GitClient ann = new GitClient(root.resolve("ann"));
    ann.run("init", "-q", "-b", "main");
    ann.file(".github/workflows/ci.yml", workflow());
    List<String> accepted = new ArrayList<>();
    start();
    for (int i = 0; i < KILLS; i++) {
      Thread killer = killSoon(random.nextInt(1200));
      for (int n = 0; n < 2; n++) {
        String commit = ann.file("n.txt", i + "." + n).commit("commit " + i + "." + n);
        if (ann.attempt("push", "-q", address, "HEAD:main").code() == 0) {
          accepted.add(commit);
        }
      }
      killer.join();
      start();
      ann.run("push", "-q", address, "HEAD:main");
      accepted.add(ann.run("rev-parse", "HEAD"));
    }
    kill();

    try (WorkingServer last =
        new WorkingServer(root.resolve("data"), RunSettings.NONE, InstantSource.system())
            .working()) {
      last.await(
          () -> last.queued().size() == last.events(QueueEvent.Ended.class).size(), "not ended");
      check(last, accepted);
    }
  }

  private Thread killSoon(int millis) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(millis);
                kill();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
  }

  private void check(WorkingServer last, List<String> accepted) throws IOException {
    List<RunId> runs = last.queued().stream().map(QueueEvent.Queued::run).toList();
    List<String> pushed = last.queued().stream().map(QueueEvent.Queued::sha).toList();
    assertThat(pushed).doesNotHaveDuplicates().containsAll(accepted);
    assertThat(last.events(RunEvent.RunFinished.class))
        .extracting(RunEvent.RunFinished::run)
        .containsExactlyInAnyOrderElementsOf(runs);
    assertThat(last.events(QueueEvent.Ended.class))
        .allMatch(end -> end.conclusion() == Conclusion.SUCCESS);
    assertThat(root.resolve("twice")).doesNotExist();
    for (QueueEvent.Ended end : last.events(QueueEvent.Ended.class)) {
      String attempt = end.attempt() == 1 ? "" : "/attempt-" + end.attempt();
      assertThat(last.log(end.run(), end.run() + attempt + "/build/3"))
          .contains("the last line of");
    }
  }
}
