package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import dev.slipway.workflow.Plan.Forecast;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastsTest {
  private static final Knowledge KNOWLEDGE =
      Knowledge.of(Contexts.empty().with("github", Json.read("{\"ref\": \"main\"}")))
          .with(
              "inputs",
              Json.read("{\"size\": \"big\", \"eu\": true, \"version\": null}"),
              Set.of("version"));

  private static Workflow workflow(String lines) {
    String text = "on: push\njobs:\n  a:\n    steps: [{run: make}]\n" + lines;
    return WorkflowReader.read("ci.yml", text).value().orElseThrow();
  }

  private static Template runsOn(String yaml) {
    Workflow workflow = workflow("    runs-on: " + yaml + "\n");
    return ((StepsJob) workflow.jobs().getFirst()).runsOn();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ubuntu-latest                                  ~ ubuntu-latest ~ true
          [self-hosted, linux]                           ~ self-hosted, linux ~ true
          ${{ inputs.size }}                             ~ big ~ true
          runner-${{ inputs.size }}                      ~ runner-big ~ true
          [linux, '${{ inputs.size }}']                  ~ linux, big ~ true
          ${{ inputs.eu && 'frankfurt' || 'iowa' }}      ~ frankfurt ~ true
          ${{ inputs.eu }}                               ~ true ~ true
          ${{ github.missing }}                          ~ `` ~ true
          ${{ fromJSON('[1, [2, 3], null]') }}           ~ 1, 2, 3,  ~ true
          {group: large, labels: [x64, '${{ inputs.size }}']} ~ large, x64, big ~ true
          ${{ needs.plan.outputs.label }}                ~ ${{ needs.plan.outputs.label }} ~ false
          [linux, '${{ needs.plan.outputs.label }}']     ~ linux, ${{ needs.plan.outputs.label }} ~ false
          {group: big, labels: '${{ needs.a.result }}'}  ~ big, ${{ needs.a.result }} ~ false
          ${{ inputs.version }}                          ~ ${{ inputs.version }} ~ false
          ${{ inputs.eu && inputs.version }}             ~ ${{ inputs.eu && inputs.version }} ~ false
          v${{ inputs.version }}                         ~ ${{ format('v{0}', inputs.version) }} ~ false
          ${{ fromJSON('x') }}                           ~ ${{ fromJSON('x') }} ~ false
          """)
  void aTextIsFinalOrShownAsItIsWritten(String yaml, String text, boolean known) {
    Forecast forecast = Forecasts.text(runsOn(yaml), KNOWLEDGE);

    assertThat(forecast.text().strip()).isEqualTo(text.strip());
    assertThat(forecast.known()).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          deploy                                              ~ deploy ~ true
          ci-${{ github.ref }}                                ~ ci-main ~ true
          {group: 'ci-${{ github.ref }}', cancel-in-progress: true} ~ ci-main ~ true
          {group: '${{ inputs.version }}'}                    ~ ${{ inputs.version }} ~ false
          """)
  void ofAConcurrencyTheGroupIsTold(String yaml, String text, boolean known) {
    Workflow workflow = workflow("    runs-on: x\nconcurrency: " + yaml + "\n");

    assertThat(Forecasts.concurrency(workflow.concurrency().orElseThrow(), KNOWLEDGE))
        .isEqualTo(new Forecast(text, known));
  }

  @Test
  void aConcurrencyWithoutAGroupHasAnEmptyOne() {
    Template.Mapping nothing = Template.Mapping.empty(new Position("ci.yml", 1, 1));

    assertThat(Forecasts.concurrency(nothing, KNOWLEDGE)).isEqualTo(new Forecast("", true));
  }

  @Test
  void aValueThatFailsIsNotKnown() {
    assertThat(Forecasts.value(runsOn("${{ fromJSON('x') }}"), KNOWLEDGE)).isEmpty();
    assertThat(Forecasts.value(runsOn("${{ inputs.version }}"), KNOWLEDGE)).isEmpty();
    assertThat(Forecasts.value(runsOn("${{ inputs.eu }}"), KNOWLEDGE)).hasValue(Value.of(true));
  }
}
