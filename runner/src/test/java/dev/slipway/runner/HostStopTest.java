package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How real processes end: by time limits, on request, with their job. */
@Timeout(60)
class HostStopTest {
  private static final String JOB =
      """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
      """;

  @TempDir Path root;
  private HostRun host;

  @BeforeEach
  void open() throws IOException {
    host = new HostRun(root);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void cancelAt(String steps, String line) throws Exception {
    CompletableFuture<Run.Result> running = host.start(JOB + steps.indent(6));
    host.awaitLine(line);
    host.cancellation.request("the test asks");
    running.join();
  }

  @Test
  void endsAStepWhoseTimeIsUp() throws IOException {
    host.steps(
        """
        - timeout-minutes: 0.005
          run: sleep 300
        - if: failure()
          run: echo failed
        """);

    assertThat(host.step(1).outcome()).isEqualTo(Conclusion.FAILURE);
    assertThat(host.step(1).reason().orElse("")).contains("has timed out after 0.005 minutes");
    assertThat(host.printed(2)).containsExactly("failed");
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void endsAJobWhoseTimeIsUp() throws IOException {
    host.workflow(
        """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            timeout-minutes: 0.005
            steps:
              - run: sleep 300
              - if: always()
                run: echo cleaned up
        """);

    assertThat(host.job("build").conclusion()).isEqualTo(Conclusion.CANCELLED);
    assertThat(host.printed(2)).containsExactly("cleaned up");
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void interruptsFirst() throws Exception {
    cancelAt(
        """
        - run: |
            trap 'echo interrupted; exit 3' INT
            echo ready
            sleep 300 & wait
        - if: cancelled()
          run: echo cancelled
        """,
        "ready");

    assertThat(host.printed(1)).contains("interrupted");
    assertThat(host.step(1).outcome()).isEqualTo(Conclusion.CANCELLED);
    assertThat(host.printed(2)).containsExactly("cancelled");
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void terminatesWhatIgnoresTheInterrupt() throws Exception {
    cancelAt(
        """
        - run: |
            trap '' INT
            trap 'echo terminated; exit 3' TERM
            echo ready
            while true; do sleep 0.05; done
        """,
        "ready");

    assertThat(host.printed(1)).contains("terminated");
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void killsWhatIgnoresBothAndAllItStarted() throws Exception {
    cancelAt(
        """
        - run: |
            trap '' INT TERM
            setsid sh -c 'trap "" INT TERM; sleep 300; sleep 300' &
            nohup sleep 301 >/dev/null 2>&1 &
            echo ready
            while true; do sleep 0.05; done
        """,
        "ready");

    assertThat(host.step(1).outcome()).isEqualTo(Conclusion.CANCELLED);
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void letsAProcessLiveOnInTheStepsThatFollowButNotInTheNextJob() throws IOException {
    host.workflow(
        """
        on: push
        jobs:
          first:
            runs-on: ubuntu-latest
            outputs:
              pid: ${{ steps.start.outputs.pid }}
            steps:
              - id: start
                run: |
                  setsid nohup sleep 300 >/dev/null 2>&1 &
                  echo pid=$! >> $GITHUB_OUTPUT
              - run: kill -0 ${{ steps.start.outputs.pid }} && echo alive
          second:
            needs: first
            runs-on: ubuntu-latest
            steps:
              - run: |
                  case "$(cat /proc/${{ needs.first.outputs.pid }}/stat 2>/dev/null)" in
                    ''|*') Z '*) echo gone ;;
                    *) cat /proc/${{ needs.first.outputs.pid }}/stat ;;
                  esac
        """);

    assertThat(host.printed("first", 2)).containsExactly("alive");
    assertThat(host.printed("second", 1)).containsExactly("gone");
    assertThat(host.processes()).isEmpty();
  }

  @Test
  void doesNotWaitForWhatAStepLeavesInTheBackground() throws IOException {
    host.steps("- run: sleep 300 & echo started");

    assertThat(host.printed(1)).containsExactly("started");
    assertThat(host.step(1).outcome()).isEqualTo(Conclusion.SUCCESS);
    assertThat(host.processes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 20, 60, 120, 200, 300, 450})
  void leavesNothingBehindWheneverItIsCancelled(int milliseconds) throws Exception {
    CompletableFuture<Run.Result> running =
        host.start(
            """
            on: push
            jobs:
              build:
                strategy:
                  matrix: {leg: [1, 2]}
                runs-on: ubuntu-latest
                services:
                  postgres:
                    image: postgres:16
                    env: {POSTGRES_PASSWORD: secret}
                    ports: [5432]
                steps:
                  - uses: actions/checkout@v4
                  - run: |
                      sleep 300 &
                      sleep 0.05
                  - run: sleep 300
            """);
    Eventually.holds(Duration.ofSeconds(30), "it has begun", () -> !host.events.isEmpty());
    Thread.sleep(milliseconds);
    host.folders();

    host.cancellation.request("Ctrl-C");
    Run.Result result = running.join();

    assertThat(result.conclusion()).isEqualTo(Conclusion.CANCELLED);
    assertThat(host.processes()).isEmpty();
    assertThat(host.folders()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenCancelledInTheMiddle() throws Exception {
    String mounts = Files.readString(Path.of("/proc/self/mounts"));
    CompletableFuture<Run.Result> running =
        host.start(
            """
            on: push
            jobs:
              database:
                runs-on: ubuntu-latest
                services:
                  postgres:
                    image: postgres:16
                    env: {POSTGRES_PASSWORD: secret}
                    ports: [5432]
                steps:
                  - uses: actions/checkout@v4
                  - run: |
                      sleep 300 &
                      echo ready
                      sleep 300
              other:
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@v4
                  - run: sleep 300
            """);
    host.awaitLine("ready");
    assertThat(host.processes()).isNotEmpty();
    assertThat(host.folders()).isNotEmpty();

    host.cancellation.request("Ctrl-C");
    Run.Result result = running.join();

    assertThat(result.conclusion()).isEqualTo(Conclusion.CANCELLED);
    assertThat(host.processes()).isEmpty();
    assertThat(host.folders()).isEmpty();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mounts);
  }
}
