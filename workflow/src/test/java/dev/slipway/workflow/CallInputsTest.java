package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallInputsTest {
  private static final String CALLED =
      """
      on:
        workflow_call:
          inputs:
            version: {type: string, required: true}
            count: {type: number}
            dry: {type: boolean, default: true}
            ref: {type: string, default: '${{ github.ref }}'}
      jobs:
        a: {runs-on: x, steps: [{run: echo}]}
      """;
  private static final Contexts CALLER =
      Contexts.empty()
          .with("needs", Json.read("{\"build\": {\"outputs\": {\"version\": 2}}}"))
          .with("github", Json.read("{\"ref\": \"caller\"}"));
  private static final Contexts INSIDE =
      Contexts.empty().with("github", Json.read("{\"ref\": \"refs/heads/main\"}"));

  private static Parsed<ObjectValue> resolve(String with) {
    String caller =
        """
        on: push
        jobs:
          build: {runs-on: x, steps: [{run: echo}]}
          call:
            needs: build
            uses: ./.github/workflows/called.yml
            with:
        """
            + with.indent(6);
    Parsed<Workflow> read =
        WorkflowReader.read(
            "caller.yml",
            caller,
            (ref, from) -> Optional.of(new WorkflowLookup.Source("called.yml", CALLED)));
    assertThat(read.problems()).isEmpty();
    CallJob job = (CallJob) read.value().orElseThrow().jobs().get(1);
    Trigger trigger = job.called().orElseThrow().on().find("workflow_call").orElseThrow();
    return CallInputs.resolve(trigger, job, CALLER, INSIDE);
  }

  @Test
  void givenValuesAreEvaluatedByTheCallerAndDefaultsByTheCalled() {
    assertThat(resolve("version: v${{ needs.build.outputs.version }}").value().orElseThrow())
        .hasToString("{version=\"v2\", count=0, dry=true, ref=\"refs/heads/main\"}");
  }

  @Test
  void aStringTakesNumbersAsTheirText() {
    assertThat(resolve("version: ${{ needs.build.outputs.version }}").value().orElseThrow())
        .extracting(inputs -> inputs.get("version"))
        .isEqualTo(Value.of("2"));
  }

  @Test
  void otherTypesTakeOnlyTheirOwn() {
    Parsed<ObjectValue> inputs =
        resolve("version: x\ncount: ${{ github.ref }}\ndry: ${{ needs.build.outputs.version }}");

    assertThat(inputs.value()).isEmpty();
    assertThat(inputs.problems())
        .extracting(Problem::message)
        .containsExactly(
            "Input 'count' must be a number, found \"caller\"",
            "Input 'dry' must be a boolean, found 2");
  }
}
