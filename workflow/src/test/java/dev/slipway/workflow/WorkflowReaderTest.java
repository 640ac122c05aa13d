package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowReaderTest {
  private static final EvaluationContext GITHUB =
      Contexts.of(Map.of("github", ObjectValue.ofTexts(Map.of("ref", "main"))));

  private static Workflow workflow(String text) {
    Parsed<Workflow> parsed = WorkflowReader.read("ci.yml", text);
    assertThat(parsed.problems()).isEmpty();
    return parsed.value().orElseThrow();
  }

  private static List<String> problems(String text) {
    return WorkflowReader.read("ci.yml", text).problems().stream()
        .map(problem -> problem.position().line() + ": " + problem.message())
        .toList();
  }

  private static StepsJob onlyJob(String text) {
    return (StepsJob) workflow(text).jobs().getFirst();
  }

  @Test
  void readsWhatAWorkflowSays() {
    Workflow workflow =
        workflow(
            """
            name: CI
            run-name: CI of ${{ github.ref }}
            on:
              push:
                branches: [main]
                paths-ignore: '**.md'
              workflow_dispatch:
                inputs:
                  level:
                    type: choice
                    options: [low, high]
                    default: low
                    required: true
              schedule:
                - cron: '30 5 * * 1-5'
                  timezone: Europe/Berlin
            env: {MODE: fast}
            defaults: {run: {shell: bash, working-directory: app}}
            permissions: {contents: read, issues: none}
            concurrency: {group: ci, cancel-in-progress: true}
            jobs:
              build:
                runs-on: ubuntu-latest
                steps:
                  - run: make
            """);

    Trigger push = workflow.on().find("push").orElseThrow();
    Trigger.Input level =
        workflow.on().find("workflow_dispatch").orElseThrow().input("LEVEL").orElseThrow();
    assertThat(workflow.displayName()).isEqualTo("CI");
    assertThat(workflow.runName().orElseThrow().evaluate(GITHUB).text()).isEqualTo("CI of main");
    assertThat(push.filter(Trigger.FilterKind.BRANCHES).orElseThrow().patterns())
        .containsExactly("main");
    assertThat(push.filter(Trigger.FilterKind.PATHS_IGNORE).orElseThrow().patterns())
        .containsExactly("**.md");
    assertThat(level.type()).isEqualTo(Trigger.InputType.CHOICE);
    assertThat(level.options()).containsExactly("low", "high");
    assertThat(level.required()).isTrue();
    assertThat(workflow.on().find("schedule").orElseThrow().schedules().getFirst().timezone())
        .contains("Europe/Berlin");
    assertThat(workflow.permissions().orElseThrow().of("contents"))
        .isEqualTo(Permissions.Level.READ);
    assertThat(workflow.permissions().orElseThrow().of("issues")).isEqualTo(Permissions.Level.NONE);
    assertThat(workflow.env().find("MODE")).isPresent();
    assertThat(workflow.defaults().shell()).isPresent();
    assertThat(workflow.concurrency()).isPresent();
  }

  @Test
  void aTextWithExpressionsIsOneFormat() {
    Template.Computed script =
        (Template.Computed)
            ((RunStep)
                    onlyJob(job("- run: echo {${{ github.ref }}} it's ${{ github.sha }}"))
                        .steps()
                        .getFirst())
                .script();

    assertThat(script.expression().source())
        .isEqualTo("format('echo {{{0}}} it''s {1}', github.ref, github.sha)");
  }

  @Test
  void insertPutsAMappingIntoAMapping() {
    StepsJob job =
        onlyJob(
            """
            on: push
            jobs:
              build:
                runs-on: x
                env:
                  A: 1
                  ${{ insert }}: ${{ fromJSON('{"B":"2"}') }}
            """);

    assertThat(job.env().evaluate(GITHUB).toMap())
        .containsEntry("A", Value.of("1"))
        .containsEntry("B", Value.of("2"));
  }

  @Test
  void aComputedMappingIsInsertedAsAWhole() {
    StepsJob job =
        onlyJob("on: push\njobs: {build: {runs-on: x, env: \"${{ fromJSON('{}') }}\"}}\n");

    assertThat(job.env().evaluate(GITHUB).size()).isZero();
  }

  @Test
  void stepsOfEveryKindAreRead() {
    StepsJob job =
        onlyJob(
            job(
                """
                - id: server
                  run: serve
                  background: true
                - uses: ./actions/a
                - uses: $/actions/b
                - uses: owner/name/sub/folder@v1
                - uses: docker://alpine:3
                - wait: server
                - wait-all:
                - cancel: server
                - parallel:
                    - run: a
                    - run: b
                """));

    assertThat(job.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly(
            "RunStep",
            "UsesStep",
            "UsesStep",
            "UsesStep",
            "UsesStep",
            "WaitStep",
            "WaitAllStep",
            "CancelStep",
            "ParallelStep");
    assertThat(job.steps().getFirst().background()).isTrue();
    assertThat(((UsesStep) job.steps().get(3)).action())
        .isEqualTo(
            new ActionRef.Repository(
                "owner/name/sub/folder@v1", "owner", "name", "sub/folder", "v1"));
    assertThat(((UsesStep) job.steps().get(2)).action())
        .isEqualTo(new ActionRef.Self("$/actions/b", "actions/b"));
    assertThat(((ParallelStep) job.steps().getLast()).steps())
        .extracting(step -> step.id().value())
        .containsExactly("__run", "__run_2");
    assertThat(job.steps().get(5).condition().source()).isEqualTo("always()");
  }

  @Test
  void problemsOfShapeAndMeaningAreReportedTogether() {
    assertThat(
            problems(
                """
                on: [push, pull_requets]
                jobs:
                  build:
                    runs-on: x
                    step: []
                  test:
                    needs: [biuld]
                    runs-on: x
                    steps:
                      - id: a
                        run: a
                      - id: A
                        run: b
                  deploy:
                    needs: [build, deploy]
                    runs-on: x
                """))
        .containsExactly(
            "1: Unexpected value 'pull_requets'",
            "5: Unexpected value 'step'",
            "7: Job 'test' depends on unknown job 'biuld'.",
            "12: The identifier 'A' may not be used more than once within the same scope.",
            "15: Job 'deploy' depends on job 'deploy' which creates a cycle in the dependency"
                + " graph.");
  }

  @Test
  void aJobThatFollowsACycleIsNotPartOfIt() {
    assertThat(
            problems(
                """
                on: push
                jobs:
                  a: {needs: b, runs-on: x}
                  b: {needs: a, runs-on: x}
                  c: {needs: b, runs-on: x}
                """))
        .hasSize(2)
        .noneMatch(problem -> problem.startsWith("5"));
  }

  @Test
  void anErrorWithinABlockPointsAtItsLine() {
    List<Problem> problems =
        WorkflowReader.read("ci.yml", job("- run: |\n    make\n    echo ${{ githb.sha }}\n"))
            .problems();

    assertThat(problems.getFirst().position()).hasToString("ci.yml:8:20");
  }

  @Test
  void callsAreReadWithWhatTheyCall() {
    WorkflowLookup lookup =
        (ref, caller) ->
            Optional.of(
                new WorkflowLookup.Source(
                    "called.yml",
                    """
                    on: {workflow_call: {inputs: {n: {type: number}}, secrets: {key: {}}}}
                    jobs: {inner: {runs-on: x, steps: [{run: make}]}}
                    """));

    Parsed<Workflow> parsed =
        WorkflowReader.read(
            "ci.yml",
            """
            on: push
            permissions: {contents: read}
            jobs:
              call:
                uses: ./.github/workflows/called.yml
                with: {n: 3}
                secrets: {key: '${{ secrets.KEY }}'}
            """,
            lookup);

    CallJob call = (CallJob) parsed.value().orElseThrow().jobs().getFirst();
    assertThat(call.uses())
        .isEqualTo(
            new WorkflowRef.Local(
                "./.github/workflows/called.yml", ".github/workflows/called.yml"));
    assertThat(call.called().orElseThrow().jobs().getFirst().permissions().orElseThrow().levels())
        .containsOnlyKeys("contents");
  }

  @Test
  void aProblemInACalledWorkflowSaysWhoCalls() {
    WorkflowLookup lookup =
        (ref, caller) ->
            Optional.of(new WorkflowLookup.Source("called.yml", "on: workflow_call\n"));

    List<Problem> problems =
        WorkflowReader.read(
                "ci.yml", "on: push\njobs: {a: {uses: ./.github/workflows/c.yml}}\n", lookup)
            .problems();

    assertThat(problems.getFirst().headline())
        .isEqualTo("called.yml:1:1: error: Required property is missing: jobs [missing-key]");
    assertThat(problems.getFirst().hint().orElseThrow()).isEqualTo("called from ci.yml:2:18");
  }

  @Test
  void callsThatMultiplyEndAtTheLimitOfJobs() {
    StringBuilder text = new StringBuilder("on: workflow_call\njobs:\n");
    for (int job = 0; job < 30; job++) {
      text.append("  j").append(job).append(": {uses: ./.github/workflows/again.yml}\n");
    }
    WorkflowLookup itself =
        (ref, caller) -> Optional.of(new WorkflowLookup.Source("again.yml", text.toString()));

    List<Problem> problems = WorkflowReader.read("again.yml", text.toString(), itself).problems();

    assertThat(problems).extracting(Problem::code).contains("too-many-jobs");
  }

  @Test
  void waitingForAStepThatDoesNotRunInTheBackgroundIsAWarning() {
    Parsed<Workflow> parsed =
        WorkflowReader.read("ci.yml", job("- id: a\n  run: make\n- wait: a\n"));

    assertThat(parsed.value()).isPresent();
    assertThat(parsed.problems()).extracting(Problem::isError).containsExactly(false);
  }

  private static String job(String steps) {
    return "on: push\njobs:\n  build:\n    runs-on: x\n    steps:\n" + steps.indent(6);
  }
}
