package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves that is killed with SIGKILL, and that the next run removes it. */
@Timeout(120)
class KilledRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path root;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void leavesNothingThatTheNextRunDoesNotRemove() throws Exception {
    Process first = start(repository("first", HANGING));
    Eventually.holds(PATIENCE, "the first run is busy", () -> output("first").contains(": ready"));
    String owner = runId("first");
    Path database = databaseOfRecords();
    first.destroyForcibly().waitFor();
    assertThat(OwnedProcesses.of(owner)).as("left by the killed run").isNotEmpty();
    assertThat(folders()).isNotEmpty();
    assertThat(database).isDirectory();

    Process second = start(repository("second", SHORT));
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(output("second")).contains("build/1: done", "ended");
    assertThat(OwnedProcesses.of(owner)).isEmpty();
    assertThat(database).doesNotExist();
    assertThat(records()).isEmpty();
    Eventually.holds(PATIENCE, "no temporary file is left", () -> folders().isEmpty());
  }

  private static final String HANGING =
      """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          services:
            db:
              image: postgres:16
              env: {POSTGRES_PASSWORD: secret}
              ports: [5432]
          steps:
            - uses: actions/checkout@v4
            - run: |
                setsid sleep 300 &
                echo ready
                sleep 300
      """;

  private static final String SHORT =
      """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: echo done
      """;

  private Path repository(String name, String workflow) throws IOException {
    Path repository = root.resolve(name);
    Files.createDirectories(repository.resolve(".github/workflows"));
    Files.writeString(repository.resolve(".github/workflows/ci.yml"), workflow);
    Git.initialise(repository, "main")
        .commitAll("first", new Person("Test", "test@example.com"), Instant.EPOCH);
    return repository;
  }

  private Process start(Path repository) throws IOException {
    Files.createDirectories(root.resolve("tmp"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + root.resolve("tmp"),
            "-cp",
            System.getProperty("java.class.path"),
            RunProgram.class.getName(),
            repository.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_STATE_HOME", root.resolve("state").toString());
    builder.redirectOutput(root.resolve(repository.getFileName() + ".out").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String output(String name) throws IOException {
    Path file = root.resolve(name + ".out");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  private String runId(String name) throws IOException {
    try (Stream<Path> runs = Files.list(root.resolve(name).resolve(".slipway/runs"))) {
      return runs.findFirst().orElseThrow().getFileName().toString();
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve("tmp"))) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("slipway-"))
          .toList();
    }
  }

  private List<Path> records() throws IOException {
    try (Stream<Path> records = Files.list(root.resolve("state/slipway/owners"))) {
      return records.filter(record -> record.toString().endsWith(".owner")).toList();
    }
  }

  private Path databaseOfRecords() throws IOException {
    for (Path record : records()) {
      for (String line : Files.readAllLines(record)) {
        if (line.startsWith("database ")) {
          return Path.of(line.substring("database ".length()));
        }
      }
    }
    throw new AssertionError("no record names a database");
  }
}
