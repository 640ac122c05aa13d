package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, on a real pseudo-terminal, which {@code script} makes. */
class TerminalSessionTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  @BeforeEach
  void makeARepository() throws IOException {
    Path workflows = Files.createDirectories(folder.resolve(".github/workflows"));
    Files.writeString(
        workflows.resolve("quick.yml"),
        """
        name: Quick
        on: push
        jobs:
          one:
            runs-on: ubuntu-latest
            steps: [{name: Say, run: 'echo said; sleep 1'}]
        """);
    Files.writeString(
        workflows.resolve("slow.yml"),
        """
        name: Slow
        on: workflow_dispatch
        jobs:
          one:
            runs-on: ubuntu-latest
            steps:
              - name: Wait
                run: 'echo began > "$BEGAN"; sleep 300'
              - name: Clean
                if: always()
                run: sleep 1; echo cleaned > "$CLEANED"
        """);
    Git.initialise(folder, "main")
        .commitAll("first", new Person("A", "a@b.invalid"), Instant.parse("2026-01-01T00:00:00Z"));
  }

  private boolean isPossible() {
    boolean possible =
        Files.isExecutable(Path.of("/usr/bin/script")) && Files.exists(Path.of("/proc/self"));
    if (!possible) {
      System.out.println("skipped: needs /usr/bin/script of util-linux and Linux");
    }
    return possible;
  }

  private Process start(String command) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    String line =
        "stty columns 90 rows 20; exec "
            + java
            + " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '"
            + System.getProperty("java.class.path")
            + "' dev.slipway.cli.Main "
            + command;
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/usr/bin/script", "-qefc", line, "/dev/null"));
    builder
        .environment()
        .putAll(
            Map.of(
                "TERM", "xterm",
                "LC_ALL", "C.UTF-8",
                "SHELL", "/bin/sh"));
    builder.environment().remove("NO_COLOR");
    return builder.directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void drawsInPlaceAndLeavesTheSummary() throws IOException, InterruptedException {
    if (!isPossible()) {
      return;
    }
    Process process = start("run");

    String output = output(process);

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains("\u001b[?25l").contains("\u001b[?25h").contains("said");
    Screen screen = new Screen(20);
    screen.write(output);
    assertThat(screen.cursorShown()).isTrue();
    assertThat(screen.text())
        .contains("Jobs\n  ✓  one  1 step")
        .contains("✓ Quick passed in ")
        .doesNotContain("Ctrl-C cancels");
  }

  @Test
  void cancelsAtCtrlCAndCleansUp() throws IOException, InterruptedException {
    if (!isPossible()) {
      return;
    }
    File began = folder.resolve("began").toFile();
    File cleaned = folder.resolve("cleaned").toFile();
    Process process =
        start("run workflow_dispatch --env BEGAN=" + began + " --env CLEANED=" + cleaned);
    for (int tries = 0; tries < PATIENCE_SECONDS * 20 && !began.exists(); tries++) {
      Thread.sleep(50);
    }
    try (OutputStream keyboard = process.getOutputStream()) {
      keyboard.write(3);
      keyboard.flush();

      String output = output(process);

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isEqualTo(130);
      assertThat(output).contains("cancelling").contains("Slow was cancelled");
      assertThat(output).contains("\u001b[?25h");
      assertThat(cleaned).exists();
    }
  }
}
