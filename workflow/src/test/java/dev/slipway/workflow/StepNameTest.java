package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.Plan.Forecast;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepNameTest {
  private static final Contexts CONTEXTS =
      Contexts.empty()
          .with("github", ObjectValue.ofTexts(Map.of("ref_name", "main")))
          .with("env", ObjectValue.ofTexts(Map.of("NOTHING", "")));

  private static Step step(String step) {
    String text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n" + step.indent(6);
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    return ((StepsJob) workflow.jobs().getFirst()).steps().getLast();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          - run: make test                                       ~ Run make test
          - {name: Test, run: make}                              ~ Test
          - {name: '  ', run: make}                              ~ Run make
          - uses: actions/checkout@v4                            ~ Run actions/checkout@v4
          - {name: Get it, uses: actions/checkout@v4}            ~ Get it
          - uses: ./.github/actions/build                        ~ Run ./.github/actions/build
          - run: echo ${{ github.ref_name }}                     ~ Run a script
          - {name: 'On ${{ github.ref_name }}', run: make}       ~ Run make
          - {name: 'On ${{ github.ref_name }}', uses: a/b@v1}    ~ Run a/b@v1
          """)
  void aStepIsCalledByWhatIsWrittenBeforeItRuns(String written, String name) {
    assertThat(StepName.known(step(written))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          - run: make test                                       ~ false ~ Run make test
          - run: echo ${{ github.ref_name }}                     ~ true  ~ Run echo main
          - {name: 'On ${{ github.ref_name }}', run: make}       ~ true  ~ On main
          - {name: '${{ env.NOTHING }}', run: make}              ~ true  ~ Run make
          - {name: '${{ env.NOTHING }}', uses: a/b@v1}           ~ true  ~ Run a/b@v1
          - {name: Test, run: 'echo ${{ github.ref_name }}'}     ~ false ~ Test
          - {name: ' ', run: 'echo ${{ github.ref_name }}'}      ~ true  ~ Run echo main
          """)
  void contextsFillInTheRest(String written, boolean computed, String name) {
    Step step = step(written);

    assertThat(StepName.isComputed(step)).isEqualTo(computed);
    assertThat(StepName.of(step, CONTEXTS)).isEqualTo(name);
  }

  @Test
  void theFirstLineThatSaysSomethingNamesAScript() {
    String script = "- run: |\n\n\n    make test  \n    make package";

    assertThat(StepName.known(step(script))).isEqualTo("Run make test");
  }

  @Test
  void aLongScriptIsCutAndANameIsNot() {
    String line = "x".repeat(100);

    assertThat(StepName.known(step("- run: " + line))).isEqualTo("Run " + "x".repeat(72) + "...");
    assertThat(StepName.known(step("- {name: " + line + ", run: make}"))).isEqualTo(line);
  }

  @Test
  void whatIsNotKnownYetIsShownAsItIsWritten() {
    Knowledge knowledge = Knowledge.of(CONTEXTS);

    assertThat(StepName.of(step("- run: echo ${{ github.ref_name }}"), knowledge))
        .isEqualTo(new Forecast("Run echo main", true));
    assertThat(StepName.of(step("- run: ${{ steps.a.outputs.command }}"), knowledge))
        .isEqualTo(new Forecast("Run ${{ steps.a.outputs.command }}", false));
  }
}
