package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static Parsed<ObjectValue> one(String input, Map<String, String> given) {
    String text =
        "on: {workflow_dispatch: {inputs: {it: " + input + "}}}\njobs: {a: {runs-on: x}}\n";
    Trigger trigger =
        WorkflowReader.read("ci.yml", text)
            .value()
            .flatMap(workflow -> workflow.on().find("workflow_dispatch"))
            .orElseThrow();
    return DispatchInputs.resolve(trigger, given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {type: boolean}                ~ true       ~ true
          {type: boolean}                ~ false      ~ false
          {type: number}                 ~ 7          ~ 7
          {type: number}                 ~ -1.5       ~ -1.5
          {type: number}                 ~ 0x10       ~ 16
          {type: number}                 ~ 1e3        ~ 1000
          {type: string}                 ~ 7          ~ "7"
          {type: string}                 ~ true       ~ "true"
          {}                             ~ a b        ~ "a b"
          {}                             ~ ``         ~ ""
          {default: x}                   ~ ``         ~ ""
          {type: environment}            ~ production ~ "production"
          {type: choice, options: [a, b]} ~ b         ~ "b"
          """)
  void aGivenTextBecomesAValueOfItsType(String input, String given, String value) {
    Parsed<ObjectValue> inputs = one(input, Map.of("it", given));

    assertThat(inputs.problems()).isEmpty();
    assertThat(inputs.value().orElseThrow().get("it")).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {type: boolean}                 ~ TRUE  ~ Input 'it' must be true or false, found 'TRUE'
          {type: boolean}                 ~ 1     ~ Input 'it' must be true or false, found '1'
          {type: boolean}                 ~ ``    ~ Input 'it' must be true or false, found ''
          {type: number}                  ~ seven ~ Input 'it' must be a number, found 'seven'
          {type: number}                  ~ 1,5   ~ Input 'it' must be a number, found '1,5'
          {type: number}                  ~ ``    ~ Input 'it' must be a number, found ''
          {type: choice, options: [a, b]} ~ B     ~ Input 'it' must be one of a, b, found 'B'
          {type: choice, options: [a, b]} ~ ``    ~ Input 'it' must be one of a, b, found ''
          {required: true}                ~ ``    ~ Required input 'it' not provided
          """)
  void aTextOfAnotherTypeIsRefused(String input, String given, String message) {
    Parsed<ObjectValue> inputs = one(input, Map.of("it", given));

    assertThat(inputs.value()).isEmpty();
    assertThat(inputs.problems()).extracting(Problem::message).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                          ~ ""
          {type: boolean}                             ~ false
          {type: boolean, default: true}              ~ true
          {type: number}                              ~ 0
          {type: number, default: 2.5}                ~ 2.5
          {type: string, default: x}                  ~ "x"
          {type: environment}                         ~ ""
          {type: choice, options: [a, b]}             ~ "a"
          {type: choice, options: [a, b], default: b} ~ "b"
          {required: true, default: x}                ~ "x"
          """)
  void whatNobodyGaveHasADefault(String input, String value) {
    assertThat(one(input, Map.of()).value().orElseThrow().get("it")).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {required: true}                                ~ give it as --input it=VALUE
          {required: true, type: boolean}                 ~ give it as --input it=true
          {required: true, type: number}                  ~ give it as --input it=1
          {required: true, type: choice, options: [a, b]} ~ give it as --input it=a
          {required: true, type: environment}             ~ give it as --input it=VALUE
          """)
  void theHintShowsAValueThatWouldDo(String input, String hint) {
    assertThat(one(input, Map.of()).problems().getFirst().hint()).hasValue(hint);
  }

  @Test
  void aTextMayBeAsLongAsGitHubTakes() {
    String longest = "x".repeat(65_535);

    assertThat(one("{}", Map.of("it", longest)).value()).isPresent();
    assertThat(one("{}", Map.of("it", longest + "x")).problems())
        .extracting(Problem::message)
        .containsExactly("Input 'it' is longer than 65535 characters");
  }

  @Test
  void anUnknownInputNamesThoseThereAre() {
    Trigger nothing =
        WorkflowReader.read("ci.yml", "on: workflow_dispatch\njobs: {a: {runs-on: x}}\n")
            .value()
            .flatMap(workflow -> workflow.on().find("workflow_dispatch"))
            .orElseThrow();

    assertThat(one("{}", Map.of("entirely", "x")).problems().getFirst().hint())
        .hasValue("its inputs are it");
    assertThat(DispatchInputs.resolve(nothing, Map.of("x", "1")).problems().getFirst().hint())
        .hasValue("the workflow has no inputs");
  }
}
