package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DispatchInputsTest {
  private static final Trigger TRIGGER =
      WorkflowReader.read(
              "ci.yml",
              """
              on:
                workflow_dispatch:
                  inputs:
                    version: {required: true}
                    dry-run: {type: boolean}
                    count: {type: number, default: 3}
                    level: {type: choice, options: [debug, info], default: info}
                    region: {type: choice, options: [eu, us]}
                    target: {type: environment}
                    note: {default: none}
              jobs:
                a: {runs-on: x, steps: [{run: echo}]}
              """)
          .value()
          .flatMap(workflow -> workflow.on().find("workflow_dispatch"))
          .orElseThrow();

  private static List<String> problems(Map<String, String> given) {
    return DispatchInputs.resolve(TRIGGER, given).problems().stream()
        .map(problem -> problem.message() + problem.hint().map(hint -> " / " + hint).orElse(""))
        .toList();
  }

  @Test
  void givenValuesAreTypedAndTheRestHasDefaults() {
    Parsed<ObjectValue> inputs =
        DispatchInputs.resolve(TRIGGER, Map.of("VERSION", "1.0", "dry-run", "true", "count", "7"));

    assertThat(inputs.problems()).isEmpty();
    assertThat(inputs.value().orElseThrow())
        .hasToString(
            "{version=\"1.0\", dry-run=true, count=7, level=\"info\", region=\"eu\", target=\"\","
                + " note=\"none\"}");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThat(problems(Map.of("dry-run", "yes", "count", "many", "level", "loud", "versoin", "1")))
        .containsExactlyInAnyOrder(
            "Unexpected input 'versoin' provided / did you mean 'version'?",
            "Required input 'version' not provided / give it as --input version=VALUE",
            "Input 'dry-run' must be true or false, found 'yes'",
            "Input 'count' must be a number, found 'many'",
            "Input 'level' must be one of debug, info, found 'loud'");
  }

  @Test
  void aRequiredInputMustNotBeEmpty() {
    assertThat(problems(Map.of("version", "")))
        .containsExactly(
            "Required input 'version' not provided / give it as --input version=VALUE");
  }

  @Test
  void aProblemStandsAtItsInput() {
    Optional<Problem> problem =
        DispatchInputs.resolve(TRIGGER, Map.of()).problems().stream().findFirst();

    assertThat(problem.orElseThrow().position().line()).isEqualTo(4);
  }
}
