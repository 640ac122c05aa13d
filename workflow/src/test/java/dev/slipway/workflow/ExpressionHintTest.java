package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionHintTest {
  private static Problem problem(String lines) {
    List<Problem> problems = WorkflowReader.read("ci.yml", lines).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private static String hint(String lines) {
    return problem(lines).hint().orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          githb.ref             ~ did you mean 'github'?
          stpes.a.outputs.x     ~ did you mean 'steps'?
          contians('a', 'b')    ~ did you mean 'contains'?
          tojson2(github)       ~ did you mean 'toJSON'?
          hashfile('x')         ~ did you mean 'hashFiles'?
          github.ref == "main"  ~ strings are written in single quotes
          failure()             ~ 'failure()' can be used in 'if' alone
          """)
  void anExpressionOfAStepSaysWhatWasMeant(String source, String hint) {
    String script = "'${{ " + source.replace("'", "''") + " }}'";

    assertThat(hint("on: push\njobs: {a: {runs-on: x, steps: [{run: " + script + "}]}}\n"))
        .isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          steps.a.outcome  ~ 'steps' is not available here; available are
          secrets.TOKEN    ~ 'secrets' is not available here; available are
          runner.os        ~ 'runner' is not available here; available are
          """)
  void aContextThatComesTooLateIsToldFromOneThatDoesNotExist(String source, String hint) {
    assertThat(hint("on: push\njobs: {a: {runs-on: x, if: " + source + "}}\n")).startsWith(hint);
  }
}
