package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperTest {
  @TempDir Path state;

  @Test
  void removesAllThatAKilledProgramLeft() throws Exception {
    Process program = startProgram();
    Map<String, String> facts = readFacts(program);
    assertThat(Reaper.reap(state)).as("while its owner lives").isEmpty();
    assertThat(left(facts)).hasSizeGreaterThanOrEqualTo(3);

    program.destroyForcibly().waitFor();
    List<String> removed = Reaper.reap(state);

    assertThat(removed)
        .anyMatch(line -> line.equals("database server " + facts.get("server")))
        .anyMatch(line -> line.contains("(sleep)"))
        .anyMatch(line -> line.equals("folder " + facts.get("folder")));
    assertThat(left(facts)).isEmpty();
    assertThat(Reaper.reap(state)).as("the second time").isEmpty();
    Eventually.holds(() -> pipes(program.pid()).isEmpty());
  }

  @Test
  void findsNothingAfterAProgramThatWasInterrupted() throws Exception {
    Process program = startProgram("clean");
    Map<String, String> facts = readFacts(program);

    program.destroy();

    assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    Eventually.holds(() -> left(facts).isEmpty());
    Eventually.holds(() -> pipes(program.pid()).isEmpty());
    assertThat(LifetimeRecord.all(state)).isEmpty();
    assertThat(Reaper.reap(state)).isEmpty();
  }

  @Test
  void neverTouchesAFolderThatIsNotNamedAsOurs() throws IOException {
    Path precious = Files.createDirectories(state.resolve("precious"));
    Path target = Files.createDirectories(state.resolve("elsewhere/slipway-x"));
    Path link = Files.createSymbolicLink(state.resolve("slipway-link"), target);
    writeRecord("folder " + precious, "folder " + link, "folder ..", "folder slipway-relative");

    Reaper.reap(state);

    assertThat(precious).exists();
    assertThat(target).exists();
    assertThat(LifetimeRecord.all(state)).isEmpty();
  }

  @Test
  void leavesWhatBelongsToADeployment() throws IOException {
    Path folder = Files.createDirectories(state.resolve("slipway-x"));
    Path record = writeRecord("folder " + folder);
    Files.writeString(record, Files.readString(record).replace("marker R:", "marker D:"));

    assertThat(Reaper.reap(state)).isEmpty();
    assertThat(folder).exists();
  }

  @Test
  void leavesARecordOfAnotherProcessNamespace() throws IOException {
    Path folder = Files.createDirectories(state.resolve("slipway-x"));
    Path record = writeRecord("folder " + folder);
    String space = ProcessIdentity.OWN.space();
    Files.writeString(record, Files.readString(record).replace(space, "pid:[1]"));

    assertThat(Reaper.reap(state)).isEmpty();
    assertThat(folder).exists();
  }

  @Test
  void survivesARecordThatIsNone() throws IOException {
    Path folder = Files.createDirectories(state.resolve("owners"));
    Files.writeString(folder.resolve("bad.owner"), "process x\nmarker ?\n\nnonsense\n");

    assertThat(Reaper.reap(state)).isEmpty();
  }

  @Test
  void sweepsThePipesOfDeadProgramsAfterADay() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Path old = Files.createFile(temporary.resolve("slipway-pipe-999999999-a.fifo"));
    Path fresh = Files.createFile(temporary.resolve("slipway-pipe-999999999-b.fifo"));
    Path alive =
        Files.createFile(
            temporary.resolve("slipway-pipe-" + ProcessHandle.current().pid() + "-c.fifo"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(alive, longAgo);
    writeRecord();

    Reaper.reap(state);

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(alive).exists();
    Files.delete(fresh);
    Files.delete(alive);
  }

  @Test
  void doesNotKillAProcessWhoseStartDiffers() {
    ProcessTable.Row self = ProcessTable.find(ProcessHandle.current().pid()).orElseThrow();

    ProcessTree.killSame(
        new ProcessTable.Row(
            self.pid(), self.parent(), self.session(), self.start() + 1, self.name()));

    assertThat(ProcessTable.find(self.pid())).isPresent();
  }

  /** The record of a process that started before this one and has the same id: it is dead. */
  private Path writeRecord(String... lines) throws IOException {
    Path folder = Files.createDirectories(state.resolve("owners"));
    ProcessIdentity own = ProcessIdentity.OWN;
    ProcessIdentity dead = new ProcessIdentity(own.pid(), own.start() - 1, own.boot(), own.space());
    String text = "process " + dead.line() + "\nmarker R:dead\n" + String.join("\n", lines) + "\n";
    return Files.writeString(folder.resolve("dead.owner"), text);
  }

  private Process startProgram(String... more) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    argv.addAll(List.of(System.getProperty("java.class.path"), CrashingProgram.class.getName()));
    argv.add(state.toString());
    argv.addAll(List.of(more));
    return new ProcessBuilder(argv).redirectErrorStream(true).start();
  }

  private static Map<String, String> readFacts(Process program) throws IOException {
    Map<String, String> facts = new HashMap<>();
    BufferedReader lines = program.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.equals("ready")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1));
      } else {
        System.out.println(line);
      }
      line = lines.readLine();
    }
    assertThat(line).as("the program is ready").isEqualTo("ready");
    return facts;
  }

  private static List<Path> pipes(long pid) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("slipway-pipe-" + pid + "-"))
          .toList();
    }
  }

  /** What of the program still exists, for a message. */
  private static List<String> left(Map<String, String> facts) {
    List<String> left = new ArrayList<>();
    if (Files.exists(Path.of(facts.get("folder")))) {
      left.add("folder");
    }
    ProcessTable.find(Long.parseLong(facts.get("server"))).ifPresent(row -> left.add("server"));
    for (ProcessTable.Row row : ProcessTable.read()) {
      if (ProcessTable.marker(row.pid())
          .filter(m -> m.startsWith(facts.get("marker")))
          .isPresent()) {
        left.add(row.toString());
      }
    }
    return left;
  }
}
