package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentRefTest {
  private static final Contexts CONTEXTS =
      Contexts.empty().with("inputs", Json.read("{\"target\": \"staging\", \"record\": false}"));

  private static Optional<EnvironmentRef> environment(String environment) {
    String text =
        "on: push\njobs:\n  a:\n    runs-on: x\n"
            + environment.indent(4)
            + "    steps: [{run: echo}]\n";
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    return EnvironmentRef.evaluate((StepsJob) workflow.jobs().getFirst(), CONTEXTS);
  }

  @Test
  void isANameOrAMapping() {
    assertThat(environment("environment: production").orElseThrow().name()).isEqualTo("production");
    assertThat(environment("environment: ${{ inputs.target }}").orElseThrow().name())
        .isEqualTo("staging");
    assertThat(
            environment("environment:\n  name: ${{ inputs.target }}-eu\n  url: https://x.org")
                .orElseThrow())
        .satisfies(
            environment -> {
              assertThat(environment.name()).isEqualTo("staging-eu");
              assertThat(environment.url()).isPresent();
              assertThat(environment.deployment()).isTrue();
            });
  }

  @Test
  void aDeploymentIsRecordedUnlessTheFileSaysNo() {
    assertThat(environment("environment:\n  name: x\n  deployment: false").orElseThrow())
        .extracting(EnvironmentRef::deployment)
        .isEqualTo(false);
  }

  @Test
  void anEmptyNameIsNoEnvironment() {
    assertThat(environment("")).isEmpty();
    assertThat(environment("environment: ${{ inputs.none }}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          production                                          ~ production ~ true
          ${{ inputs.target }}                                ~ staging    ~ true
          {name: production}                                  ~ production ~ true
          {name: production, deployment: true}                ~ production ~ true
          {name: production, deployment: false}               ~ production ~ false
          {name: production, deployment: '${{ inputs.record }}'} ~ production ~ false
          {name: '${{ inputs.target }}', url: 'https://x.org'} ~ staging    ~ true
          {name: '${{ inputs.none }}', url: 'https://x.org'}  ~ none       ~ false
          ${{ inputs.none || 'fallback' }}                    ~ fallback   ~ true
          """)
  void nameAndDeploymentAreEvaluated(String yaml, String name, boolean deployment) {
    Optional<EnvironmentRef> environment = environment("environment: " + yaml);

    assertThat(environment.map(EnvironmentRef::name).orElse("none")).isEqualTo(name);
    assertThat(environment.map(EnvironmentRef::deployment).orElse(false)).isEqualTo(deployment);
  }

  @Test
  void theAddressWaitsForTheSteps() {
    EnvironmentRef environment =
        environment("environment: {name: x, url: '${{ steps.deploy.outputs.url }}'}").orElseThrow();
    Contexts after =
        CONTEXTS.with("steps", Json.read("{\"deploy\": {\"outputs\": {\"url\": \"https://y\"}}}"));

    assertThat(environment.url().orElseThrow().evaluate(after).text()).isEqualTo("https://y");
  }
}
