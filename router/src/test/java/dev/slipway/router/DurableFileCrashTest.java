package dev.slipway.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writer with SIGKILL at every system call on its files, one after the other. */
class DurableFileCrashTest {
  @TempDir Path folder;
  private Path path;

  /** The process that is killed: writes the text it is given. */
  static final class Writer {
    public static void main(String[] arguments) {
      new DurableFile(Path.of(arguments[0])).write(arguments[1].getBytes(StandardCharsets.UTF_8));
      System.out.println("written");
    }
  }

  @BeforeEach
  void traced() {
    boolean there = Files.isExecutable(Path.of("/usr/bin/strace"));
    if (!there) {
      System.out.println("skipped: no strace, so no system call can be killed at");
    }
    assumeTrue(there);
    path = folder.resolve("router.state");
  }

  @Test
  void holdsTheOldOrTheNewContentWhereverItIsKilled() throws Exception {
    Map<String, Integer> calls = callsOfAWrite();
    int kills = 0;
    int newSeen = 0;
    for (Map.Entry<String, Integer> call : calls.entrySet()) {
      for (int nth = 1; nth <= call.getValue(); nth++) {
        prepare();

        write("new", List.of("-e", "inject=" + call.getKey() + ":signal=KILL:when=" + nth));

        String found = text(new DurableFile(path));
        assertThat(found).as("killed at %s %d", call.getKey(), nth).isIn("old", "new");
        kills++;
        if (found.equals("new")) {
          newSeen++;
        }
        new DurableFile(path).write("after".getBytes(StandardCharsets.UTF_8));
        assertThat(text(new DurableFile(path))).isEqualTo("after");
      }
    }
    System.out.printf("killed at %d system calls, %d times after the switch%n", kills, newSeen);
    assertThat(calls).containsKeys("write", "fsync", "rename");
    assertThat(newSeen).isBetween(1, kills - 1);
  }

  /** How often a write makes which call; strace counts each kind on its own. */
  private Map<String, Integer> callsOfAWrite() throws Exception {
    prepare();
    Path trace = folder.resolveSibling(folder.getFileName() + ".trace");
    write("new", List.of("-o", trace.toString()));
    assertThat(text(new DurableFile(path))).isEqualTo("new");
    Map<String, Integer> calls = new LinkedHashMap<>();
    Matcher call = Pattern.compile("(?m)^\\d+ +(\\w+)\\(").matcher(Files.readString(trace));
    while (call.find()) {
      calls.merge(call.group(1), 1, Integer::sum);
    }
    return calls;
  }

  private void prepare() throws IOException {
    try (var old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    new DurableFile(path).write("older".getBytes(StandardCharsets.UTF_8));
    new DurableFile(path).write("old".getBytes(StandardCharsets.UTF_8));
  }

  private void write(String text, List<String> tracing) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("/usr/bin/strace", "-f", "-qq", "-e", "signal=none"));
    for (String ending : List.of("", ".new", ".previous", ".previous.new")) {
      line.addAll(List.of("-P", path + ending));
    }
    line.addAll(List.of("-P", folder.toString()));
    line.addAll(tracing);
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            path.toString(),
            text));
    Path out = folder.resolveSibling(folder.getFileName() + ".out");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private static String text(DurableFile file) {
    return new String(file.read().orElseThrow(), StandardCharsets.UTF_8);
  }
}
