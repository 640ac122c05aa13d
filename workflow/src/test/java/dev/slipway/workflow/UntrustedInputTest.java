package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedInputTest {
  private static List<Problem> problems(String steps) {
    String text = "on: issues\njobs:\n  a:\n    runs-on: x\n    steps:\n" + steps.indent(6);
    return WorkflowReader.read("ci.yml", text).problems();
  }

  private static List<String> warnings(String steps) {
    return problems(steps).stream().map(UntrustedInputTest::line).toList();
  }

  private static String line(Problem problem) {
    assertThat(problem.isError()).isFalse();
    assertThat(problem.code()).isEqualTo("untrusted-input");
    return problem.position().line() + ":" + problem.position().column() + " " + problem.message();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- run: echo ${{ github.event.issue.number }} ${{ github.sha }}",
        "- run: echo ${{ github.event_name == 'issues' && 'yes' || 'no' }}",
        "- run: ${{ contains(github.event.issue.title, '[skip]') && 'true' || 'make' }}",
        "- {run: 'echo \"$TITLE\"', env: {TITLE: '${{ github.event.issue.title }}'}}",
        "- {run: make, if: \"github.head_ref == 'x'\", name: 'for ${{ github.head_ref }}'}",
        "- {uses: actions/checkout@v4, with: {ref: '${{ github.head_ref }}'}}",
        "- {uses: me/run@v1, with: {script: 'x(${{ github.head_ref }})'}}",
        "- {uses: actions/github-script@v7, with: {script: 'x(${{ github.run_id }})'}}"
      })
  void textThatIsNoPartOfAScriptIsFine(String step) {
    assertThat(problems(step)).isEmpty();
  }

  @Test
  void anExpressionAmidAScriptIsWarnedOfAtItsPlace() {
    assertThat(warnings("- run: echo ${{ github.sha }} ${{ github.event.issue.title }}"))
        .containsExactly(
            "6:41 Anyone can fill 'github.event.issue.title', and here it becomes part of the"
                + " script");
  }

  @Test
  void everyExpressionOfABlockHasItsOwnPlace() {
    String step =
        """
        - name: greet
          run: |
            echo "${{ format('{0}', github.event.comment.body) }}"
            git switch ${{ github.head_ref || github.ref_name }}
        """;

    assertThat(warnings(step))
        .containsExactly(
            "8:21 Anyone can fill 'github.event.comment.body', and here it becomes part of the"
                + " script",
            "9:26 Anyone can fill 'github.head_ref', and here it becomes part of the script");
  }

  @Test
  void aScriptThatIsOneExpressionIsWarnedOfOnce() {
    assertThat(warnings("- run: ${{ format('echo {0} {1}', github.sha, github.head_ref) }}"))
        .containsExactly(
            "6:18 Anyone can fill 'github.head_ref', and here it becomes part of the script");
  }

  @Test
  void theHintNamesAVariableInTheLanguageOfTheScript() {
    String javaScript = "script: 'x(${{ github.event.pull_request.head.ref }})'";

    assertThat(problems("- run: echo ${{ github.event.commits[0].message }}"))
        .extracting(problem -> problem.hint().orElse(""))
        .containsExactly("pass it through env: and write \"$MESSAGE\" here");
    assertThat(problems("- {uses: actions/github-script@v7, with: {" + javaScript + "}}"))
        .extracting(problem -> problem.hint().orElse(""))
        .containsExactly("pass it through env: and write process.env.REF here");
    assertThat(problems("- run: echo ${{ join(github.event.commits.*.author.name) }}"))
        .extracting(problem -> problem.hint().orElse(""))
        .containsExactly("pass it through env: and write \"$NAME\" here");
  }

  @Test
  void stepsWithinParallelAreLookedAtToo() {
    String step = "- parallel:\n    - run: echo ${{ github.head_ref }}\n    - run: make";

    assertThat(warnings(step))
        .containsExactly(
            "7:27 Anyone can fill 'github.head_ref', and here it becomes part of the script");
  }

  @Test
  void compositeActionsAreLookedAtToo() {
    String action =
        """
        name: greet
        description: says hello
        runs:
          using: composite
          steps:
            - run: echo ${{ github.event.issue.title }}
              shell: bash
        """;

    assertThat(ActionReader.read("action.yml", action).value()).isPresent();
    assertThat(ActionReader.read("action.yml", action).problems())
        .extracting(UntrustedInputTest::line)
        .containsExactly(
            "6:21 Anyone can fill 'github.event.issue.title', and here it becomes part of the"
                + " script");
  }

  @Test
  void aWorkflowWithTheWarningIsStillRead() {
    String text =
        "on: push\njobs: {a: {runs-on: x, steps: [{run: 'echo ${{ github.head_ref }}'}]}}\n";

    assertThat(WorkflowReader.read("ci.yml", text).value()).isPresent();
  }
}
