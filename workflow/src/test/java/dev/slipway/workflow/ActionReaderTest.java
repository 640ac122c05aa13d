package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionReaderTest {
  private static Action action(String text) {
    Parsed<Action> parsed = ActionReader.read("action.yml", text);
    assertThat(parsed.problems()).isEmpty();
    return parsed.value().orElseThrow();
  }

  private static String problem(String text) {
    Parsed<Action> parsed = ActionReader.read("action.yml", text);
    assertThat(parsed.value()).isEmpty();
    assertThat(parsed.problems()).hasSize(1);
    return parsed.problems().getFirst().headline();
  }

  @Test
  void readsACompositeAction() {
    Action action =
        action(
            """
            name: Set up
            description: Prepares a job
            author: somebody
            branding: {icon: box, color: blue}
            inputs:
              version:
                description: which one
                required: true
                default: 3
              quiet:
                deprecationMessage: use loud
            outputs:
              path:
                value: ${{ steps.find.outputs.path }}
            runs:
              using: composite
              steps:
                - id: find
                  run: echo path=${{ inputs.version }} >> $GITHUB_OUTPUT
                  shell: bash
                - uses: actions/cache@v4
                  if: inputs.quiet == 'true'
                  with:
                    path: ${{ steps.find.outputs.path }}
            """);

    Action.Composite runs = (Action.Composite) action.runs();
    Action.Input version = action.input("VERSION").orElseThrow();
    assertThat(action.name()).isEqualTo("Set up");
    assertThat(version.required()).isTrue();
    assertThat(version.defaultValue().orElseThrow().evaluate(Contexts.of(Map.of())).text())
        .isEqualTo("3");
    assertThat(action.input("quiet").orElseThrow().deprecationMessage()).contains("use loud");
    assertThat(action.outputs().getFirst().value()).isPresent();
    assertThat(runs.steps())
        .extracting(Step::id)
        .extracting(StepId::value)
        .containsExactly("find", "__actions_cache");
    assertThat(runs.steps().get(1).condition().source())
        .isEqualTo("success() && (inputs.quiet == 'true')");
  }

  @Test
  void readsAJavaScriptAction() {
    Action.Node runs =
        (Action.Node)
            action("runs: {using: node24, main: a.js, post: b.js, post-if: success()}").runs();

    assertThat(runs.version()).isEqualTo(24);
    assertThat(runs.main()).isEqualTo("a.js");
    assertThat(runs.pre()).isEmpty();
    assertThat(runs.preCondition().source()).isEqualTo("always()");
    assertThat(runs.post()).contains("b.js");
    assertThat(runs.postCondition().source()).isEqualTo("success()");
  }

  @Test
  void readsADockerAction() {
    Action.Docker runs =
        (Action.Docker)
            action(
                    """
                    runs:
                      using: docker
                      image: Dockerfile
                      args: [--name, '${{ inputs.name }}']
                      env: {MODE: fast}
                      post-entrypoint: cleanup.sh
                    """)
                .runs();

    assertThat(runs.image()).isEqualTo("Dockerfile");
    assertThat(runs.arguments()).hasSize(2);
    assertThat(runs.env().find("MODE")).isPresent();
    assertThat(runs.postEntrypoint()).contains("cleanup.sh");
  }

  @Test
  void anActionWithoutANameIsCalledByItsPath() {
    assertThat(action("runs: {using: node20, main: a.js}").name()).isEqualTo("action.yml");
  }

  @Test
  void keysNobodyKnowsAreLeftAloneOutsideOfRuns() {
    assertThat(action("x-team: us\nruns: {using: node20, main: a.js}").inputs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs: {using: composite, main: a.js}",
        "runs: {using: ruby, main: a.rb}",
        "runs: {using: node, main: a.js}",
        "runs: {using: docker, main: a.js}"
      })
  void usingHasToFitTheOtherKeys(String text) {
    assertThat(problem(text)).startsWith("action.yml:1:15: error: 'using: ");
  }

  @Test
  void aRunStepOfACompositeActionNeedsAShell() {
    assertThat(problem("runs: {using: composite, steps: [{run: make}]}"))
        .contains("Required property is missing: shell");
  }

  @Test
  void aCompositeActionSeesNoSecrets() {
    List<String> problems =
        List.of(
            problem("runs: {using: composite, steps: [{run: '${{ secrets.A }}', shell: sh}]}"),
            problem("inputs: {a: {default: '${{ secrets.A }}'}}\nruns: {using: node20, main: a}"));

    assertThat(problems).allMatch(text -> text.contains("Unrecognized named-value: 'secrets'"));
  }

  @Test
  void anActionWithoutRunsIsAProblem() {
    assertThat(problem("name: x")).contains("Required property is missing: runs");
    assertThat(problem("RUNS: x")).contains("Required property is missing: runs");
  }
}
