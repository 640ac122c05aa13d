package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MatcherSessionTest {
  private static final String ERROR = simple("one", "ERROR: (.+)");
  private static final String NOT_GOOD = simple("two", "NOT GOOD: (.+)");

  @TempDir Path workspace;

  private static String simple(String owner, String regexp) {
    return "{\"owner\":\""
        + owner
        + "\",\"pattern\":[{\"regexp\":\""
        + regexp
        + "\",\"message\":1}]}";
  }

  private RecordedStep debugging() {
    return new RecordedStep(workspace, Map.of("RUNNER_DEBUG", "1"));
  }

  private void touch(String path) throws IOException {
    Path file = workspace.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  private void checkout(String path, String url) throws IOException {
    Path config = workspace.resolve(path).resolve(".git/config");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "[remote \"origin\"]\n\turl = " + url + "\n");
  }

  private static List<String> files(RecordedStep step) {
    return step.effects.annotations().stream()
        .map(each -> each.place().file().orElse("-"))
        .toList();
  }

  @Test
  void problemTakesThePlaceOfItsLine() {
    RecordedStep step = new RecordedStep().matching(ERROR + "," + NOT_GOOD);

    step.prints("ERROR: it is broken", "fine", "NOT GOOD: that did not work");

    assertThat(step.messages()).containsExactly("it is broken", "that did not work");
    assertThat(step.lines())
        .containsExactly(
            "##[error]ERROR: it is broken", "fine", "##[error]NOT GOOD: that did not work");
  }

  @Test
  void laterMatcherOfAnOwnerReplacesTheEarlier() {
    RecordedStep step = new RecordedStep().matching(ERROR + "," + NOT_GOOD).prints("ERROR: 1");

    step.matching(simple("ONE", "ERROR: (.+) END"))
        .prints("ERROR: 2 END", "ERROR: 3", "NOT GOOD: 4");

    assertThat(step.messages()).containsExactly("1", "2", "4");
    assertThat(step.lines()).contains("ERROR: 3");
  }

  @Test
  void newestMatcherIsTriedFirst() {
    RecordedStep step = new RecordedStep().matching(ERROR);

    step.matching(simple("new", "ERROR: (.+) END")).prints("ERROR: 1 END", "ERROR: 2");

    assertThat(step.messages()).containsExactly("1", "2");
  }

  @Test
  void removedMatcherNoLongerMatches() {
    RecordedStep step = new RecordedStep().matching(ERROR + "," + NOT_GOOD);

    step.prints("::remove-matcher owner=one::", "ERROR: 1", "NOT GOOD: 2");

    assertThat(step.messages()).containsExactly("2");
  }

  @Test
  void commandsAreNotMatched() {
    RecordedStep step = new RecordedStep().matching(ERROR);

    step.prints("::group::ERROR: 1", "##[group]ERROR: 2", "##[other]ERROR: 3");

    assertThat(step.messages()).containsExactly("3");
  }

  @Test
  void coloursDoNotHinderMatching() {
    RecordedStep step = new RecordedStep().matching(simple("m", "^the error: (.+)$"));

    step.prints("the error: \u001b[31mred, \u001b[1;31mbright red, \u001b[mreset\u001b[K");

    assertThat(step.annotation().message()).isEqualTo("red, bright red, reset");
    assertThat(step.lines()).containsExactly("##[error]the error: red, bright red, reset");
  }

  @Test
  void coloursOfOtherLinesStay() {
    RecordedStep step = new RecordedStep().matching(ERROR).prints("\u001b[32mgreen\u001b[0m");

    assertThat(step.lines()).containsExactly("\u001b[32mgreen\u001b[0m");
  }

  @Test
  void severityComesFromTheLine() {
    RecordedStep step =
        debugging()
            .matching(
                "{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"(.*):"
                    + " (.+)\",\"severity\":1,\"message\":2}]}")
            .prints("ERRor: 1", "WARNing: 2", "notice: 3", "info: 4", ": 5");

    assertThat(step.effects.annotations())
        .extracting(Annotation::level)
        .containsExactly(
            Annotation.Level.ERROR,
            Annotation.Level.WARNING,
            Annotation.Level.NOTICE,
            Annotation.Level.ERROR);
    assertThat(step.lines())
        .contains("info: 4")
        .contains(
            "##[debug]Skipped logging an issue for the matched line because the severity 'info' is"
                + " not supported.");
  }

  @Test
  void lineAndColumnMustBeNumbers() {
    RecordedStep step =
        new RecordedStep()
            .matching(
                "{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"\\\\((.+),(.+)\\\\): (.+)\","
                    + "\"line\":1,\"column\":2,\"message\":3}]}")
            .prints("(12,34): a", "(12,thirty-four): b", "(twelve,34): c", "(99999999999,1): d");

    assertThat(step.effects.annotations())
        .extracting(each -> each.place().line().orElse(0) + ":" + each.place().column().orElse(0))
        .containsExactly("12:34", "12:0", "0:34", "0:1");
  }

  @Test
  void codeIsKeptWhenThereIsOne() {
    RecordedStep step =
        new RecordedStep()
            .matching(
                "{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"(.*):"
                    + " (.+)\",\"code\":1,\"message\":2}]}")
            .prints(" BAD : a", ": b");

    assertThat(step.effects.annotations())
        .extracting(each -> each.code().orElse(""))
        .containsExactly("BAD", "");
  }

  @Test
  void blankMessageIsNoProblem() {
    RecordedStep step = new RecordedStep().matching(simple("m", "E:(.*)")).prints("E:  ");

    assertThat(step.messages()).isEmpty();
    assertThat(step.lines()).containsExactly("E:  ");
  }

  @Test
  void matchMakesOtherMatchersForget() {
    RecordedStep step =
        new RecordedStep()
            .matching(
                """
                {"owner": "one", "pattern": [
                  {"regexp": "both: .+"}, {"regexp": "only one: (.+)", "message": 1}]},
                {"owner": "two", "pattern": [
                  {"regexp": "both: (.+)"}, {"regexp": "(.+)", "message": 1}]}
                """);

    step.prints("both: hello", "only one: it broke", "regular 1", "regular 2", "both: again", "oh");

    assertThat(step.messages()).containsExactly("it broke", "oh");
  }

  @Test
  void loopGoesOnAfterAMatch() {
    RecordedStep step =
        new RecordedStep()
            .matching(
                """
                {"owner": "m", "pattern": [
                  {"regexp": "Start: .+"},
                  {"regexp": "Error: (.+)", "message": 1, "loop": true}]}
                """);

    step.prints(
        "Start: a", "Error: 1", "Error: 2", "regular", "Error: lost", "Start: b", "Error: 3");

    assertThat(step.messages()).containsExactly("1", "2", "3");
    assertThat(step.lines()).contains("Start: a", "regular", "Error: lost");
  }

  @Test
  @Timeout(20)
  void slowExpressionIsDroppedAfterThreeStrikes() {
    RecordedStep step =
        new RecordedStep(workspace, Map.of(), Duration.ofMillis(20))
            .matching(simple("slow", "^((a+)+)+$") + "," + ERROR);
    String trap = "a".repeat(60) + "!";

    step.prints("aaa", trap, trap, "ERROR: 1", trap, "aaa", "ERROR: 2");

    assertThat(step.messages())
        .containsExactly(
            "aaa",
            "1",
            "Removing issue matcher 'slow'. Matcher failed 3 times. Error: it took longer than 20"
                + " ms",
            "2");
    assertThat(step.effects.raised(Annotation.Level.WARNING)).isEqualTo(1);
    assertThat(step.lines()).contains(trap, "aaa");
  }

  @Test
  void deepRecursionIsAStrikeToo() {
    RecordedStep step = new RecordedStep().matching(simple("deep", "^((?:a|b)*)c$"));

    step.prints("ab".repeat(100_000));

    assertThat(step.lines()).hasSize(1);
  }

  @Test
  void pathsBecomeRelativeToTheRepository() throws IOException {
    touch("src/a.c");
    touch("nested/other/b.c");
    checkout("nested/other", "https://github.com/harbor/elsewhere");
    touch("again/deep/c.c");
    checkout("again", "https://github.com/Harbor/harbor");
    touch("ssh/d.c");
    checkout("ssh", "git@github.com:harbor/harbor.git");
    RecordedStep step =
        debugging()
            .matching(
                "{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"(.+):"
                    + " (.+)\",\"file\":1,\"message\":2}]}");

    step.prints("src/a.c: 1", workspace + "/src/../src/a.c: 2", "nested/other/b.c: 3");
    step.prints("again/deep/c.c: 4", "ssh/d.c: 5", "none.c: 6", "/etc/passwd: 7", "../x: 8");

    assertThat(files(step))
        .containsExactly("src/a.c", "src/a.c", "-", "deep/c.c", "d.c", "-", "-", "-");
    assertThat(step.lines())
        .contains(
            "##[debug]Dropping file value 'none.c'. No such file, or not under the workflow repo.");
  }

  @Test
  void pathsMayStartFromAProjectFile() throws IOException {
    touch("project/src/a.c");
    RecordedStep step = new RecordedStep(workspace, Map.of());

    step.matching(
            "{\"owner\":\"m\",\"fromPath\":\"project/default.proj\",\"pattern\":[{\"regexp\":\"(.+):"
                + " (\\\\w+)(?: \\\\[(.+)\\\\])?\",\"file\":1,\"message\":2,\"fromPath\":3}]}")
        .prints("src/a.c: 1", "a.c: 2 [project/src/x.proj]", workspace + "/project/src/a.c: 3");

    assertThat(files(step))
        .containsExactly("project/src/a.c", "project/src/a.c", "project/src/a.c");
  }

  @Test
  void problemsAreMasked() {
    RecordedStep step = new RecordedStep().hiding("sesame").matching(ERROR);

    step.prints("ERROR: open sesame");

    assertThat(step.annotation().message()).isEqualTo("open ***");
    assertThat(step.lines()).containsExactly("##[error]ERROR: open ***");
  }
}
