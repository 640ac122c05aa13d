package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.LogLine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogsTest {
  private static final String LOG = ScriptedRun.ID + "/a/1";

  @TempDir Path folder;

  private ScriptedRun run = new ScriptedRun(Path.of("."), entry -> {});
  private StepLogs logs = new StepLogs(run.logs());

  @BeforeEach
  void beginAStep() {
    run = new ScriptedRun(folder, entry -> {}).begin().start("a").step("a", 1, "Build");
    logs = new StepLogs(run.logs());
  }

  private List<String> tail(int count) {
    return logs.tail(LOG, count).stream()
        .map(
            line ->
                switch (line) {
                  case OutputLine.Text(String text) -> text;
                  case OutputLine.Marked marked -> marked.labelled();
                  case OutputLine.Group(String name) -> "group " + name;
                  case OutputLine.EndGroup end -> "end";
                })
        .toList();
  }

  private List<String> from(long number) {
    return logs.from(LOG, number, 100).stream().map(LogLine::text).toList();
  }

  @Test
  void saysNothingOfALogThatIsNotThere() {
    assertThat(logs.tail("nowhere/1", 5)).isEmpty();
    assertThat(logs.from("nowhere/1", 1, 5)).isEmpty();
  }

  @Test
  void showsTheLastLinesOfAGrowingLog() {
    run.print("a", 1, "one", "two", "three");
    List<String> before = tail(2);
    run.print("a", 1, "four");

    assertThat(before).containsExactly("two", "three");
    assertThat(tail(2)).containsExactly("three", "four");
  }

  @Test
  void leavesOutGroupsThatAreOverAndEmptyLines() {
    run.print("a", 1, "##[group]Run make", "make", "shell: bash", "##[endgroup]", "", "compiling");

    assertThat(tail(5)).containsExactly("compiling");
  }

  @Test
  void showsWhatAnOpenGroupHoldsSoFar() {
    run.print("a", 1, "before", "##[group]Details", "inside");

    assertThat(tail(5)).containsExactly("before", "inside");
  }

  @Test
  void leavesOutTheExitCode() {
    run.print("a", 1, "##[error]It broke", "##[error]Process completed with exit code 1.");

    assertThat(tail(5)).containsExactly("error: It broke");
  }

  @Test
  void handsOutWholeLinesOnceWhileAStepRuns() {
    run.printRaw("a", 1, "one\ntw");
    List<String> first = from(1);
    run.printRaw("a", 1, "o\nthree");

    assertThat(first).containsExactly("one");
    assertThat(from(2)).containsExactly("two");
  }

  @Test
  void handsOutALastLineWithoutItsEndOnceTheLogIsFinished() {
    run.printRaw("a", 1, "one\ntwo").pass("a", 1, "Build");

    assertThat(logs.rest(LOG, 2, 10)).extracting(LogLine::text).containsExactly("two");
  }

  @Test
  void canBeAskedAgainAfterALogWasLetGo() {
    run.print("a", 1, "one");
    assertThat(tail(1)).containsExactly("one");

    logs.close(LOG);
    logs.close();

    assertThat(tail(1)).containsExactly("one");
  }
}
