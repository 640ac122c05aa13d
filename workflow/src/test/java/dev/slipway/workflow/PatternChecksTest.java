package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternChecksTest {
  private static List<String> problems(String filter) {
    String text =
        "on:\n  push:\n    " + filter + "\njobs:\n  a:\n    runs-on: x\n    steps: [{run: echo}]\n";
    return WorkflowReader.read("ci.yml", text).problems().stream()
        .map(problem -> word(problem) + problem.position().column() + " " + problem.message())
        .toList();
  }

  private static String word(Problem problem) {
    return problem.isError() ? "error " : "warning ";
  }

  @Test
  void goodPatternsPass() {
    assertThat(problems("branches: [main, 'v[0-9]+', '!x/**']")).isEmpty();
    assertThat(problems("paths: ['src/**', '!**.md']")).isEmpty();
    assertThat(problems("tags-ignore: 'v*'")).isEmpty();
  }

  @Test
  void aMalformedPatternIsAnErrorAtItsPlace() {
    assertThat(problems("branches: [main, 'v[0-9']"))
        .containsExactly(
            "error 22 Invalid pattern 'v[0-9': the '[' at position 2 has no closing ']'");
  }

  @Test
  void patternsThatNeverMatchAreWarnedOf() {
    assertThat(problems("paths: ['./src/**']"))
        .containsExactly(
            "warning 13 The pattern './src/**' never matches: paths begin at the root of the"
                + " repository, without a slash");
    assertThat(problems("branches: ['refs/heads/main']"))
        .containsExactly(
            "warning 16 The pattern 'refs/heads/main' never matches: branches and tags are named"
                + " without refs/heads/ and refs/tags/");
    assertThat(problems("branches: ['!wip/**']"))
        .containsExactly(
            "warning 15 The patterns of 'branches' only exclude, so that none ever matches");
  }
}
