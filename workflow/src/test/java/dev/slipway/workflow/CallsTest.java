package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final String CALLED =
      """
      on:
        workflow_call:
          inputs:
            name: {type: string, required: true}
            count: {type: number, default: 1}
            loud: {type: boolean}
          secrets:
            key: {required: true}
            extra:
      jobs:
        work:
          runs-on: x
      """;

  private static Parsed<Workflow> read(String call, Map<String, String> files) {
    WorkflowLookup lookup =
        (ref, caller) ->
            Optional.ofNullable(files.get(ref.text()))
                .map(text -> new WorkflowLookup.Source(ref.text(), text));
    return WorkflowReader.read("ci.yml", "on: push\njobs:\n  call:\n" + call.indent(4), lookup);
  }

  private static List<String> problems(String call, String called) {
    return read(call, Map.of("./c.yml", called)).problems().stream().map(Problem::message).toList();
  }

  @Test
  void whatFitsIsAccepted() {
    assertThat(
            problems(
                """
                uses: ./c.yml
                with: {NAME: a, count: '${{ fromJSON(1) }}', loud: true}
                secrets: {key: x}
                """,
                CALLED))
        .isEmpty();
    assertThat(problems("uses: ./c.yml\nwith: {name: a}\nsecrets: inherit\n", CALLED)).isEmpty();
  }

  @Test
  void whatDoesNotFitIsReportedTogether() {
    assertThat(
            problems(
                """
                uses: ./c.yml
                with: {count: many, loud: 1, nmae: a}
                secrets: {kee: x}
                """,
                CALLED))
        .containsExactlyInAnyOrder(
            "Input name is required, but not provided while calling.",
            "Secret key is required, but not provided while calling.",
            "Unexpected value 'many'",
            "Unexpected value '1'",
            "Invalid input, nmae is not defined in the referenced workflow.",
            "Invalid secret, kee is not defined in the referenced workflow.");
  }

  @Test
  void aWorkflowThatIsNotMadeToBeCalledIsReported() {
    assertThat(problems("uses: ./c.yml\n", "on: push\njobs: {a: {runs-on: x}}\n"))
        .containsExactly("workflow_call key is not defined in the referenced workflow.");
  }

  @Test
  void aDefaultThatIsNotOfItsTypeIsReported() {
    String called =
        """
        on: {workflow_call: {inputs: {n: {type: number, default: x}}}}
        jobs: {a: {runs-on: x}}
        """;

    assertThat(problems("uses: ./c.yml\nwith: {n: 1}\n", called))
        .containsExactly("The default 'x' of the input 'n' does not fit its type");
  }

  @Test
  void aRemoteWorkflowThatIsNotToBeHadIsNoProblem() {
    Parsed<Workflow> parsed = read("uses: o/r/.github/workflows/a.yml@v1\n", Map.of());

    CallJob job = (CallJob) parsed.value().orElseThrow().jobs().getFirst();
    assertThat(job.called()).isEmpty();
    assertThat(job.uses())
        .isEqualTo(
            new WorkflowRef.Remote(
                "o/r/.github/workflows/a.yml@v1", "o", "r", ".github/workflows/a.yml", "v1"));
  }

  @Test
  void permissionsShrinkOnTheWayDown() {
    String middle =
        """
        on: workflow_call
        permissions: {contents: read}
        jobs:
          inner: {uses: ./d.yml}
        """;
    String inner =
        """
        on: workflow_call
        jobs:
          work:
            runs-on: x
            permissions: {contents: write}
        """;

    Parsed<Workflow> parsed =
        read(
            "uses: ./c.yml\npermissions: {contents: write}\n",
            Map.of("./c.yml", middle, "./d.yml", inner));

    assertThat(parsed.problems())
        .extracting(Problem::message)
        .containsExactly(
            "Error calling workflow './d.yml'. The nested job 'work' is requesting 'contents:"
                + " write', but is only allowed 'contents: read'.");
    assertThat(parsed.problems().getFirst().position()).hasToString("./c.yml:4:3");
  }
}
