package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Contexts CONTEXTS =
      Contexts.empty()
          .with("github", Json.read("{\"ref\": \"main\", \"sha\": \"abc\", \"n\": 2}"))
          .with("vars", Json.read("{\"all\": {\"A\": \"1\", \"B\": \"2\"}, \"list\": [1, 2]}"));

  private static Template.Mapping env(String yaml) {
    String text = "on: push\njobs:\n  a:\n    runs-on: x\n    env:\n" + yaml.indent(6);
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    return ((StepsJob) workflow.jobs().getFirst()).env();
  }

  private static Template matrix(String yaml) {
    String text =
        "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n" + yaml.indent(8);
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    return workflow.jobs().getFirst().strategy().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          plain                                ~ "plain"
          ${{ github.ref }}                    ~ "main"
          ${{ github.n }}                      ~ 2
          ${{ github.n == 2 }}                 ~ true
          ${{ github.none }}                   ~ null
          ${{ 'text' }}                        ~ "text"
          ${{ 'it''s' }}                       ~ "it's"
          a ${{ github.ref }} b                ~ "a main b"
          ${{ github.ref }}${{ github.sha }}   ~ "mainabc"
          ${{ github.ref }}-${{ github.n }}    ~ "main-2"
          a ${{ github.none }} b               ~ "a  b"
          a {0} ${{ github.ref }}              ~ "a {0} main"
          a }} ${{ github.ref }}               ~ "a }} main"
          it's ${{ github.ref }}               ~ "it's main"
          ${{ '}}' }} ${{ github.ref }}        ~ "}} main"
          ${{ '${{' }}                         ~ "${{"
          a ${{ vars.list }}                   ~ "a Array"
          a ${{ vars.all }}                    ~ "a Object"
          """)
  void aScalarBecomesItsValueAndAMixtureAText(String yaml, String value) {
    Template template = env("X: " + yaml).find("X").orElseThrow();

    assertThat(template.evaluate(CONTEXTS)).hasToString(value);
  }

  @Test
  void onlyWhatHasNoExpressionIsLiteral() {
    assertThat(env("X: a").isLiteral()).isTrue();
    assertThat(env("X: ${{ 'a' }}").isLiteral()).isTrue();
    assertThat(env("X: ${{ github.ref }}").isLiteral()).isFalse();
    assertThat(env("X: a\nY: v${{ github.ref }}").isLiteral()).isFalse();
    assertThat(matrix("os: [a, '${{ github.ref }}']").isLiteral()).isFalse();
  }

  @Test
  void keysAreFoundWithoutRegardToCase() {
    assertThat(env("Name: a").find("nAME")).isPresent();
    assertThat(env("Name: a").find("other")).isEmpty();
  }

  @Test
  void listsAndMappingsKeepTheirOrder() {
    Value value = matrix("os: [b, '${{ github.ref }}', a]\nz: [1]\na: [2]").evaluate(CONTEXTS);

    assertThat(value.path("matrix")).hasToString("{os=[\"b\", \"main\", \"a\"], z=[1], a=[2]}");
  }

  @Test
  void aComputedMappingBecomesItsMembers() {
    String text = "on: push\njobs: {a: {runs-on: x, env: '${{ vars.all }}'}}\n";
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    Template.Mapping env = ((StepsJob) workflow.jobs().getFirst()).env();

    assertThat(env.evaluate(CONTEXTS)).hasToString("{A=\"1\", B=\"2\"}");
    assertThatThrownBy(() -> env.evaluate(Contexts.of(Map.of("vars", Json.read("{\"all\": [1]}")))))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("A mapping was expected");
  }

  @Test
  void knowsWhereItStands() {
    assertThat(env("A: 1\nX: ${{ github.ref }}").find("X").orElseThrow().position())
        .hasToString("ci.yml:7:10");
  }
}
