package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
  @TempDir Path folder;

  @Test
  void holdsThisProcess() {
    long pid = ProcessHandle.current().pid();
    ProcessTable.Row row = ProcessTable.find(pid).orElseThrow();

    assertThat(ProcessTable.read()).contains(row);
    assertThat(row.parent()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(row.start()).isPositive();
  }

  @Test
  void readsANameWithParenthesesAndSpaces() throws IOException, InterruptedException {
    Path program = folder.resolve("a) S 1 (b");
    Files.copy(Programs.find("sleep").orElseThrow().toRealPath(), program);
    Process process = new ProcessBuilder(program.toString(), "100").start();
    try {
      Eventually.holds(
          () ->
              ProcessTable.find(process.pid())
                  .filter(row -> row.name().equals("a) S 1 (b"))
                  .isPresent());

      ProcessTable.Row row = ProcessTable.find(process.pid()).orElseThrow();
      assertThat(row.parent()).isEqualTo(ProcessHandle.current().pid());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void readsTheMarkerOfAProcess() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "100");
    builder.environment().put(Owner.VARIABLE, "R:x#1");
    builder.environment().put("X_" + Owner.VARIABLE, "R:wrong");
    Process process = builder.start();
    try {
      Eventually.holds(() -> ProcessTable.marker(process.pid()).isPresent());

      assertThat(ProcessTable.marker(process.pid())).contains("R:x#1");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(ProcessTable.marker(process.pid())).isEmpty();
    assertThat(ProcessTable.find(process.pid())).isEmpty();
  }

  @Test
  void knowsAProcessByItsStartAndTheBoot() {
    ProcessIdentity own = ProcessIdentity.OWN;

    assertThat(own.state()).isEqualTo(ProcessIdentity.State.ALIVE);
    assertThat(ProcessIdentity.parse(own.line())).contains(own);
    assertThat(
            List.of(
                new ProcessIdentity(own.pid(), own.start() + 1, own.boot(), own.space()),
                new ProcessIdentity(own.pid(), own.start(), "another", own.space()),
                new ProcessIdentity(own.pid(), own.start(), "another", "another")))
        .allMatch(identity -> identity.state() == ProcessIdentity.State.DEAD);
    assertThat(new ProcessIdentity(own.pid(), own.start(), own.boot(), "another").state())
        .isEqualTo(ProcessIdentity.State.UNKNOWN);
  }

  @Test
  void readsNoIdentityFromAnotherText() {
    assertThat(ProcessIdentity.parse("")).isEmpty();
    assertThat(ProcessIdentity.parse("1 2 3")).isEmpty();
    assertThat(ProcessIdentity.parse("one two three four")).isEmpty();
  }
}
