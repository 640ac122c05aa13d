package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemMatcherFilesTest {
  private static List<?> patterns(String json) {
    Map<String, Object> root = JsonTree.object(json);
    List<?> matchers = (List<?>) root.getOrDefault("problemMatcher", List.of());
    return (List<?>) JsonTree.at(matchers.getFirst(), "pattern").orElseThrow();
  }

  private static Matcher match(String json, int pattern, String line) {
    String regexp = JsonTree.at(patterns(json).get(pattern), "regexp").orElseThrow().toString();
    Matcher matcher = Pattern.compile(regexp).matcher(line);
    assertThat(matcher.find()).as("%s on %s", regexp, line).isTrue();
    return matcher;
  }

  @Test
  void findsFrameAndErrorOfATraceback() {
    Matcher frame =
        match(ProblemMatcherFiles.PYTHON, 0, "  File \"app/main.py\", line 12, in handle");
    assertThat(frame.group(1)).isEqualTo("app/main.py");
    assertThat(frame.group(2)).isEqualTo("12");

    assertThat(
            match(ProblemMatcherFiles.PYTHON, 1, "    raise ValueError('no such user')").group(2))
        .isEqualTo("no such user");
  }

  @Test
  void findsErrorsOfTheTypeScriptCompilerInBothForms() {
    for (String line :
        List.of(
            "src/App.tsx(12,5): error TS2322: Type 'a' is wrong.",
            "src/App.tsx:12:5 - error TS2322: Type 'a' is wrong.")) {
      Matcher error = match(ProblemMatcherFiles.TYPESCRIPT, 0, line);
      assertThat(error.group(1)).isEqualTo("src/App.tsx");
      assertThat(error.group(2)).isEqualTo("12");
      assertThat(error.group(3)).isEqualTo("5");
      assertThat(error.group(4)).isEqualTo("error");
      assertThat(error.group(5)).isEqualTo("2322");
      assertThat(error.group(6)).isEqualTo("Type 'a' is wrong.");
    }
  }

  @Test
  void findsProblemsOfEslintsDefaultForm() {
    Matcher problem =
        match(
            ProblemMatcherFiles.ESLINT_STYLISH,
            1,
            "  3:10  error  'x' is assigned a value but never used  no-unused-vars");

    assertThat(problem.group(1)).isEqualTo("3");
    assertThat(problem.group(3)).isEqualTo("error");
    assertThat(problem.group(4).strip()).isEqualTo("'x' is assigned a value but never used");
    assertThat(problem.group(5)).isEqualTo("no-unused-vars");
  }

  @Test
  void findsProblemsOfEslintsCompactForm() {
    Matcher problem =
        match(
            ProblemMatcherFiles.ESLINT_COMPACT,
            0,
            "/w/src/a.js: line 3, col 10, Warning - Unexpected console. (no-console)");

    assertThat(problem.group(1)).isEqualTo("/w/src/a.js");
    assertThat(problem.group(4)).isEqualTo("Warning");
    assertThat(problem.group(6)).isEqualTo("no-console");
  }

  @Test
  void leavesOrdinaryLinesAlone() {
    String regexp =
        JsonTree.at(patterns(ProblemMatcherFiles.TYPESCRIPT).getFirst(), "regexp")
            .orElseThrow()
            .toString();

    assertThat(Pattern.compile(regexp).matcher("Found 3 errors in 2 files.").find()).isFalse();
  }
}
