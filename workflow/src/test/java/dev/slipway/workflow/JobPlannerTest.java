package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import dev.slipway.workflow.Plan.Forecast;
import dev.slipway.workflow.Plan.InstancePlan;
import dev.slipway.workflow.Plan.JobPlan;
import dev.slipway.workflow.Plan.StepPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobPlannerTest {
  private static final Knowledge KNOWLEDGE =
      Knowledge.of(
          Contexts.empty()
              .with("github", ObjectValue.ofTexts(Map.of("ref", "refs/heads/main", "n", "3")))
              .with("vars", ObjectValue.ofTexts(Map.of("REGION", "eu")))
              .with("inputs", ObjectValue.empty()));

  private static List<JobPlan> plan(String jobs) {
    String text = "on: push\njobs:\n" + jobs.indent(2);
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    return new JobPlanner(workflow, KNOWLEDGE).plan();
  }

  private static JobPlan job(List<JobPlan> plans, String id) {
    return plans.stream().filter(plan -> plan.job().id().value().equals(id)).findFirst().get();
  }

  private static JobPlan only(String job) {
    return plan("it:\n" + job.indent(2)).getFirst();
  }

  private static InstancePlan instance(String job) {
    return only(job).instances().getFirst();
  }

  @Test
  void whatAJobNeedsComesBeforeIt() {
    List<JobPlan> plans =
        plan(
            """
            deploy: {needs: [test, package], runs-on: x}
            package: {needs: build, runs-on: x}
            test: {needs: [build, lint], runs-on: x}
            lint: {runs-on: x}
            build: {runs-on: x}
            audit: {needs: deploy, runs-on: x}
            """);

    assertThat(plans)
        .extracting(plan -> plan.job().id().value() + " " + plan.stage())
        .containsExactly("lint 0", "build 0", "package 1", "test 1", "deploy 2", "audit 3");
  }

  @Test
  void theStageIsTheLongestWayFromTheStart() {
    List<JobPlan> plans =
        plan(
            """
            a: {runs-on: x}
            b: {needs: a, runs-on: x}
            c: {needs: b, runs-on: x}
            d: {needs: [a, c], runs-on: x}
            """);

    assertThat(job(plans, "d").stage()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          github.ref == 'refs/heads/main'  ~ runs                ~ if: github.ref == 'refs/heads/main' (github.ref is 'refs/heads/main')
          github.ref == 'refs/heads/dev'   ~ skipped             ~ if: github.ref == 'refs/heads/dev' does not hold (github.ref is 'refs/heads/main')
          vars.REGION == 'EU'              ~ runs                ~ if: vars.REGION == 'EU' (vars.REGION is 'eu')
          vars.NOTHING                     ~ skipped             ~ if: vars.NOTHING does not hold (vars.NOTHING is null)
          github.n > 2 && vars.REGION != 'us' ~ runs             ~ if: github.n > 2 && vars.REGION != 'us' (github.n is '3', vars.REGION is 'eu')
          needs.other.result == 'success'  ~ skipped             ~ if: needs.other.result == 'success' does not hold (needs.other.result is null)
          failure()                        ~ decided at run time ~ only if: failure()
          cancelled()                      ~ decided at run time ~ only if: cancelled()
          always()                         ~ runs                ~ if: always()
          always() && github.ref == 'x'    ~ skipped             ~ if: always() && github.ref == 'x' does not hold (github.ref is 'refs/heads/main')
          """)
  void theConditionOfAFirstJobIsDecidedByWhatIsKnown(String condition, String word, String reason) {
    JobPlan plan = only("if: ${{ " + condition + " }}\nruns-on: x");

    assertThat(plan.decision().word()).isEqualTo(word);
    assertThat(plan.decision().reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          success()                      ~ skipped             ~ it needs 'off', which is skipped
          github.ref                     ~ skipped             ~ it needs 'off', which is skipped
          always()                       ~ runs                ~ if: always()
          !cancelled()                   ~ runs                ~ if: !cancelled()
          !failure()                     ~ runs                ~ if: !failure()
          failure()                      ~ decided at run time ~ only if: failure()
          success() || failure()         ~ decided at run time ~ only if: success() || failure()
          always() && needs.off.result == 'skipped' ~ decided at run time ~ if: always() && needs.off.result == 'skipped' waits for needs.off.result
          """)
  void aJobBehindASkippedOneRunsOnlyWhenItAsksForTheStatus(
      String condition, String word, String reason) {
    List<JobPlan> plans =
        plan(
            "off: {if: false, runs-on: x}\nlast:\n  needs: off\n  if: ${{ "
                + condition
                + " }}\n  runs-on: x\n");

    assertThat(job(plans, "last").decision().word()).isEqualTo(word);
    assertThat(job(plans, "last").decision().reason()).isEqualTo(reason);
  }

  @Test
  void aSkippedJobSkipsAllThatComeAfterEvenThroughOneThatRuns() {
    List<JobPlan> plans =
        plan(
            """
            off: {if: false, runs-on: x}
            on: {runs-on: x}
            clean: {needs: [on, off], if: always(), runs-on: x}
            after: {needs: clean, runs-on: x}
            last: {needs: after, runs-on: x}
            """);

    assertThat(job(plans, "clean").decision().isSkip()).isFalse();
    assertThat(job(plans, "after").decision().reason())
        .isEqualTo("it comes after 'off', which is skipped");
    assertThat(job(plans, "last").decision().reason())
        .isEqualTo("it needs 'after', which is skipped");
  }

  @Test
  void aSkippedJobHasNoInstances() {
    JobPlan plan = only("if: false\nruns-on: x\nstrategy: {matrix: {a: [1, 2]}}");

    assertThat(plan.instances()).isEmpty();
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void aMatrixThatCannotBeUsedFailsTheJobAndSkipsTheNext() {
    List<JobPlan> plans =
        plan(
            """
            empty:
              strategy: {matrix: {a: "${{ fromJSON('[]') }}"}}
              runs-on: x
            broken:
              strategy: {matrix: "${{ fromJSON('{') }}"}
              runs-on: x
            next: {needs: broken, runs-on: x}
            """);

    assertThat(job(plans, "empty").problems())
        .extracting(Problem::message)
        .containsExactly("Matrix vector 'a' does not contain any values");
    assertThat(job(plans, "broken").problems())
        .extracting(Problem::code)
        .containsExactly("invalid-strategy");
    assertThat(job(plans, "broken").decision().isSkip()).isFalse();
    assertThat(job(plans, "next").decision().reason()).isEqualTo("it needs 'broken', which fails");
  }

  @Test
  void aMatrixThatAJobMakesIsOpen() {
    List<JobPlan> plans =
        plan(
            """
            list: {runs-on: x, outputs: {a: x}}
            each:
              needs: list
              strategy:
                matrix:
                  a: ${{ fromJSON(needs.list.outputs.a) }}
                  b: ${{ fromJSON(needs.list.outputs.b) }}
              runs-on: x
            """);

    assertThat(job(plans, "each").instances()).isEmpty();
    assertThat(job(plans, "each").matrixOpen())
        .hasValue("needs.list.outputs.a, needs.list.outputs.b");
  }

  @Test
  void everyCellIsAnInstanceThatKnowsItsMatrix() {
    JobPlan plan =
        only(
            """
            name: ${{ matrix.os }} (${{ strategy.job-index }} of ${{ strategy.job-total }})
            strategy: {matrix: {os: [linux, mac], node: [22]}}
            runs-on: [self-hosted, '${{ matrix.os }}']
            concurrency: test-${{ matrix.os }}
            environment: ${{ matrix.os }}-${{ vars.REGION }}
            """);

    assertThat(plan.instances())
        .extracting(
            each ->
                each.name().text()
                    + " on "
                    + each.runsOn().orElseThrow().text()
                    + " in "
                    + each.concurrency().orElseThrow().text()
                    + " to "
                    + each.environment().orElseThrow().text())
        .containsExactly(
            "linux (0 of 2) on self-hosted, linux in test-linux to linux-eu",
            "mac (1 of 2) on self-hosted, mac in test-mac to mac-eu");
  }

  @Test
  void aNameThatIsNotKnownYetIsShownAsItIsWritten() {
    InstancePlan plan =
        plan("a: {runs-on: x}\nb:\n  needs: a\n  name: v${{ needs.a.outputs.v }}\n  runs-on: x\n")
            .get(1)
            .instances()
            .getFirst();

    assertThat(plan.name())
        .isEqualTo(new Forecast("${{ format('v{0}', needs.a.outputs.v) }}", false));
  }

  @Test
  void anEmptyEnvironmentIsNone() {
    assertThat(instance("runs-on: x\nenvironment: ${{ vars.NOTHING }}").environment()).isEmpty();
    assertThat(instance("runs-on: x\nenvironment: {name: prod, url: 'https://x'}").environment())
        .hasValue(new Forecast("prod", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {db: 'postgres:16'}                      ~ [db (postgres:16)]
          {db: {image: 'postgres:16'}, c: redis}   ~ [db (postgres:16), c (redis)]
          {db: '${{ vars.REGION }}/pg'}            ~ [db (eu/pg)]
          {db: {image: '${{ needs.a.result }}'}}   ~ [db (${{ needs.a.result }})]
          {}                                       ~ []
          """)
  void servicesAreToldWithTheirImages(String services, String told) {
    JobPlan plan =
        plan("a: {runs-on: x}\nb:\n  needs: a\n  runs-on: x\n  services: " + services + "\n")
            .get(1);

    assertThat(plan.instances().getFirst().services()).hasToString(told);
  }

  @Test
  void stepsAreDecidedOneByOne() {
    InstancePlan plan =
        instance(
            """
            runs-on: x
            strategy: {matrix: {node: [22]}}
            steps:
              - run: make
              - {run: make docs, if: matrix.node == 20}
              - {run: make late, if: steps.x.outputs.late}
              - {run: make alarm, if: failure()}
              - {uses: actions/upload-artifact@v4, if: '!cancelled()'}
            """);

    assertThat(plan.steps())
        .extracting(step -> step.name().text() + ": " + step.decision().word())
        .containsExactly(
            "Run make: runs",
            "Run make docs: skipped",
            "Run make late: decided at run time",
            "Run make alarm: decided at run time",
            "Run actions/upload-artifact@v4: runs");
  }

  @Test
  void stepsThatArrangeOthersAlwaysRun() {
    List<StepPlan> steps =
        instance(
                """
                runs-on: x
                steps:
                  - {id: server, run: ./server, background: true}
                  - parallel: [{run: ./one}, {run: ./two, if: false}]
                  - {wait: server}
                  - wait-all: true
                  - {cancel: server}
                """)
            .steps();

    assertThat(steps).extracting(step -> step.decision().word()).containsOnly("runs");
    assertThat(steps.get(1).parallel())
        .extracting(step -> step.decision().word())
        .containsExactly("runs", "skipped");
  }
}
