package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.ProblemMatcher.Problem;
import dev.slipway.runner.ProblemPattern.Part;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemMatcherTest {
  private static final String ALL_PARTS =
      "^file:(.+) line:(.+) column:(.+) severity:(.+) code:(.+) message:(.+) fromPath:(.+)$";

  private static ProblemMatcher matcher(String json) {
    byte[] file = ("{\"problemMatcher\":[" + json + "]}").getBytes(StandardCharsets.UTF_8);
    return new ProblemMatcher(MatcherFile.parse(file, "m.json").getFirst());
  }

  private static Problem found(ProblemMatcher matcher, String... lines) {
    Optional<Problem> last = Optional.empty();
    for (String line : lines) {
      assertThat(last).isEmpty();
      last = next(matcher, line);
    }
    return last.orElseThrow();
  }

  private static Optional<Problem> next(ProblemMatcher matcher, String line) {
    return matcher.match(new TimedText(line, MatcherSession.TIME_LIMIT));
  }

  private static final String THREE_LINES =
      """
      {"owner": "m", "severity": "warning", "fromPath": "default.proj", "pattern": [
        {"regexp": "^file:(\\\\S+)(?: fromPath:(.+))?$", "file": 1, "fromPath": 2},
        {"regexp": "^severity:(.*)$", "severity": 1},
        {"regexp": "^line:(.+) column:(.+) code:(.+) message:(.+)$",
         "line": 1, "column": 2, "code": 3, "message": 4, "loop": LOOP}]}
      """;

  private static ProblemMatcher threeLines(boolean loop) {
    return matcher(THREE_LINES.replace("LOOP", String.valueOf(loop)));
  }

  @Test
  void oneLineTellsAllParts() {
    ProblemMatcher matcher =
        matcher(
            "{\"owner\":\"m\",\"pattern\":[{\"regexp\":\""
                + ALL_PARTS
                + "\",\"file\":1,\"line\":2,\"column\":3,\"severity\":4,\"code\":5,\"message\":6,"
                + "\"fromPath\":7}]}");

    Problem problem =
        found(matcher, "file:a.c line:1 column:2 severity:bad code:E9 message:m fromPath:a.proj");

    assertThat(problem.text(Part.FILE)).isEqualTo("a.c");
    assertThat(problem.text(Part.LINE)).isEqualTo("1");
    assertThat(problem.text(Part.COLUMN)).isEqualTo("2");
    assertThat(problem.text(Part.SEVERITY)).isEqualTo("bad");
    assertThat(problem.text(Part.CODE)).isEqualTo("E9");
    assertThat(problem.text(Part.MESSAGE)).isEqualTo("m");
    assertThat(problem.text(Part.FROM_PATH)).isEqualTo("a.proj");
  }

  @Test
  void matchesAnywhereInALine() {
    ProblemMatcher matcher =
        matcher("{\"owner\":\"m\",\"pattern\":[{\"regexp\":\"E: (.+)\",\"message\":1}]}");

    assertThat(found(matcher, "make: E: broken").text(Part.MESSAGE)).isEqualTo("broken");
    assertThat(next(matcher, "fine")).isEmpty();
  }

  @Test
  void groupThatTookNoPartLeavesTheDefault() {
    ProblemMatcher matcher =
        matcher(
            "{\"owner\":\"m\",\"severity\":\"warning\",\"pattern\":[{\"regexp\":\"^(ERROR)?(?:"
                + " )?(.+): (.+)$\",\"severity\":1,\"code\":2,\"message\":3}]}");

    assertThat(found(matcher, "ABC: no").text(Part.SEVERITY)).isEqualTo("warning");
    assertThat(found(matcher, "ERROR ABC: no").text(Part.SEVERITY)).isEqualTo("ERROR");
  }

  @Test
  void linesTellPartsTogether() {
    Problem problem =
        found(
            threeLines(false),
            "file:a.c fromPath:p.proj",
            "severity:bad",
            "line:1 column:2 code:E message:broken");

    assertThat(problem.text(Part.FILE)).isEqualTo("a.c");
    assertThat(problem.text(Part.FROM_PATH)).isEqualTo("p.proj");
    assertThat(problem.text(Part.SEVERITY)).isEqualTo("bad");
    assertThat(problem.text(Part.LINE)).isEqualTo("1");
    assertThat(problem.text(Part.MESSAGE)).isEqualTo("broken");
  }

  @Test
  void defaultsHoldAcrossLines() {
    Problem problem =
        found(threeLines(false), "file:a.c", "severity:", "line:1 column:2 code:E message:broken");

    assertThat(problem.text(Part.SEVERITY)).isEqualTo("warning");
    assertThat(problem.text(Part.FROM_PATH)).isEqualTo("default.proj");
  }

  @Test
  void startsAgainAfterAMatch() {
    ProblemMatcher matcher = threeLines(false);
    found(matcher, "file:a.c", "severity:bad", "line:1 column:2 code:E message:x");

    assertThat(next(matcher, "line:1 column:2 code:E message:y")).isEmpty();
    assertThat(
            found(matcher, "file:b.c", "severity:bad", "line:1 column:2 code:E message:z")
                .text(Part.FILE))
        .isEqualTo("b.c");
  }

  @Test
  void loopsOverItsLastLine() {
    ProblemMatcher matcher = threeLines(true);
    found(matcher, "file:a.c", "severity:bad", "line:1 column:2 code:E message:x");

    Problem second = found(matcher, "line:3 column:4 code:F message:y");
    Problem third = found(matcher, "line:5 column:6 code:G message:z");

    assertThat(second.text(Part.FILE)).isEqualTo("a.c");
    assertThat(second.text(Part.LINE)).isEqualTo("3");
    assertThat(third.text(Part.SEVERITY)).isEqualTo("bad");
    assertThat(third.text(Part.MESSAGE)).isEqualTo("z");
  }

  private static ProblemMatcher greedy(boolean loop) {
    return matcher(
        """
        {"owner": "m", "pattern": [
          {"regexp": "^(.+)$", "file": 1},
          {"regexp": "^(.+)$", "severity": 1},
          {"regexp": "^message:(.+)$", "message": 1, "loop": LOOP}]}
        """
            .replace("LOOP", String.valueOf(loop)));
  }

  @Test
  void brokenLoopForgetsWhatCameBefore() {
    ProblemMatcher matcher = greedy(true);
    found(matcher, "a.c", "bad", "message:one");
    found(matcher, "message:two");

    Problem problem = found(matcher, "b.c", "message:not-good", "message:broken");

    assertThat(problem.text(Part.FILE)).isEqualTo("b.c");
    assertThat(problem.text(Part.SEVERITY)).isEqualTo("message:not-good");
    assertThat(problem.text(Part.MESSAGE)).isEqualTo("broken");
  }

  @Test
  void latestLinesCountWhenManyCouldBegin() {
    ProblemMatcher matcher = greedy(false);

    Problem problem = found(matcher, "noise", "noise", "a.c", "bad", "message:one");
    Problem next = found(matcher, "b.c", "worse", "message:two");

    assertThat(problem.text(Part.FILE)).isEqualTo("a.c");
    assertThat(problem.text(Part.SEVERITY)).isEqualTo("bad");
    assertThat(next.text(Part.FILE)).isEqualTo("b.c");
  }

  @Test
  void resetForgetsAHalfToldProblem() {
    ProblemMatcher matcher = threeLines(false);
    next(matcher, "file:a.c");
    next(matcher, "severity:bad");

    matcher.reset();

    assertThat(next(matcher, "line:1 column:2 code:E message:x")).isEmpty();
  }
}
