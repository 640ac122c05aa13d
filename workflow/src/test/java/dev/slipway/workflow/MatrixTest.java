package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final Contexts CONTEXTS =
      Contexts.empty()
          .with("github", Json.read("{\"event\": {\"oses\": [\"linux\", \"mac\"]}}"))
          .with(
              "needs", Json.read("{\"plan\": {\"outputs\": {\"m\": \"{\\\"v\\\": [1, 2.50]}\"}}}"))
          .with("inputs", ObjectValue.empty())
          .with("vars", ObjectValue.empty());

  private static Job job(String strategy, String more) {
    String text =
        """
        on: push
        jobs:
          plan:
            runs-on: ubuntu-latest
            steps: [{run: echo}]
          test:
            needs: plan
            runs-on: ubuntu-latest
        """
            + more.indent(4)
            + "    strategy:\n"
            + strategy.indent(6)
            + "    steps: [{run: echo}]\n";
    Parsed<Workflow> workflow = WorkflowReader.read("ci.yml", text);
    assertThat(workflow.problems()).isEmpty();
    return workflow.value().orElseThrow().jobs().get(1);
  }

  private static List<String> names(String strategy) {
    return names(strategy, "");
  }

  private static List<String> names(String strategy, String more) {
    Job job = job(strategy, more);
    Strategy evaluated = Strategy.evaluate(job, CONTEXTS).value().orElseThrow();
    return evaluated.cells().stream()
        .map(
            cell ->
                JobName.of(
                    job,
                    cell,
                    CONTEXTS
                        .with("matrix", cell.context())
                        .with("strategy", evaluated.context(cell))))
        .toList();
  }

  private static List<String> matrices(String strategy) {
    return Strategy.evaluate(job(strategy, ""), CONTEXTS).value().orElseThrow().cells().stream()
        .map(cell -> cell.context().toString())
        .toList();
  }

  private static List<String> problems(String strategy) {
    return Strategy.evaluate(job(strategy, ""), CONTEXTS).problems().stream()
        .map(Problem::message)
        .toList();
  }

  @Test
  void theLastVectorTurnsFastest() {
    assertThat(names("matrix:\n  os: [linux, mac]\n  node: [20, 22]"))
        .containsExactly(
            "test (linux, 20)", "test (linux, 22)", "test (mac, 20)", "test (mac, 22)");
  }

  @Test
  void excludeTakesEveryCombinationThatFitsAllItsKeys() {
    assertThat(
            names(
                """
                matrix:
                  os: [linux, mac]
                  node: [20, 22]
                  exclude:
                    - {os: mac, node: 20}
                    - {node: '22', os: LINUX}
                """))
        .containsExactly("test (linux, 20)", "test (mac, 22)");
  }

  @Test
  void includeAddsToWhatFitsAndAppendsTheRest() {
    assertThat(
            matrices(
                """
                matrix:
                  fruit: [apple, pear]
                  animal: [cat, dog]
                  include:
                    - color: green
                    - {color: pink, animal: cat}
                    - {fruit: apple, shape: circle}
                    - fruit: banana
                    - {fruit: banana, animal: cat}
                """))
        .containsExactly(
            "{fruit=\"apple\", animal=\"cat\", color=\"pink\", shape=\"circle\"}",
            "{fruit=\"apple\", animal=\"dog\", color=\"green\", shape=\"circle\"}",
            "{fruit=\"pear\", animal=\"cat\", color=\"pink\"}",
            "{fruit=\"pear\", animal=\"dog\", color=\"green\"}",
            "{fruit=\"banana\"}",
            "{fruit=\"banana\", animal=\"cat\"}");
  }

  @Test
  void whatIncludeAddsIsNoPartOfTheNameUnlessTheCombinationIsItsOwn() {
    assertThat(
            names(
                """
                matrix:
                  os: [linux]
                  include:
                    - {os: linux, experimental: true}
                    - {os: mac, experimental: false}
                """))
        .containsExactly("test (linux)", "test (mac, false)");
  }

  @Test
  void aMatrixOfIncludesAloneHasOneJobForEach() {
    assertThat(names("matrix:\n  include:\n    - {site: prod, dc: a}\n    - {site: dev}"))
        .containsExactly("test (prod, a)", "test (dev)");
  }

  @Test
  void nestedValuesAreComparedAndNamedByTheirLeaves() {
    assertThat(
            names(
                """
                matrix:
                  config: [{v: {major: 1}, tags: [x, y]}, {v: {major: 2}, tags: [z]}]
                  os: [a]
                  exclude:
                    - config: {v: {major: 2}}
                """))
        .containsExactly("test (1, x, y, a)");
  }

  @Test
  void vectorsAndWholeMatricesCanBeComputed() {
    assertThat(names("matrix:\n  os: ${{ github.event.oses }}"))
        .containsExactly("test (linux)", "test (mac)");
    assertThat(names("matrix: ${{ fromJSON(needs.plan.outputs.m) }}"))
        .containsExactly("test (1)", "test (2.5)");
  }

  @Test
  void aComputedNameReplacesTheOneWithTheMatrixInIt() {
    assertThat(names("matrix:\n  os: [linux]", "name: Tests")).containsExactly("Tests (linux)");
    assertThat(
            names(
                "matrix:\n  os: [linux, mac]",
                "name: On ${{ matrix.os }} ${{ strategy.job-index }}"))
        .containsExactly("On linux 0", "On mac 1");
    assertThat(names("matrix:\n  os: [linux]", "name: ${{ matrix.none }}"))
        .containsExactly("test (linux)");
  }

  @Test
  void longNamesAreCut() {
    String name = names("matrix:\n  x: [" + "y".repeat(120) + "]").getFirst();

    assertThat(name).hasSize(100).startsWith("test (yyy").endsWith("...");
  }

  @Test
  void aMatrixOfWhichEverythingIsExcludedIsOneJobWithoutMatrix() {
    assertThat(matrices("matrix:\n  os: [a]\n  exclude: [{os: a}]")).containsExactly("null");
  }

  @Test
  void failsInGitHubsWords() {
    assertThat(problems("matrix:\n  os: ${{ fromJSON('[]') }}"))
        .containsExactly("Matrix vector 'os' does not contain any values");
    assertThat(problems("matrix: ${{ fromJSON('{}') }}"))
        .containsExactly("Matrix must define at least one vector");
    assertThat(problems("matrix: ${{ fromJSON('{\"a\":[1],\"exclude\":[{\"b\":1},{}]}') }}"))
        .containsExactly(
            "Matrix exclude key 'b' does not match any key within the matrix",
            "Matrix exclude filter must not be empty");
    assertThat(problems("matrix: ${{ fromJSON('{\"include\":[{}]}') }}"))
        .contains("Matrix include mapping does not contain any values");
    assertThat(problems("matrix:\n  os: ${{ github.event.none }}"))
        .containsExactly("Matrix vector 'os' must be a list, found the null null");
    assertThat(problems("matrix: ${{ github.event.none }}"))
        .containsExactly("A matrix must be a mapping, found Null");
    assertThat(problems("fail-fast: ${{ github.event.oses[0] }}\nmatrix:\n  a: [1]"))
        .containsExactly("fail-fast must be true or false, found \"linux\"");
    assertThat(problems("max-parallel: ${{ fromJSON('0') }}\nmatrix: {a: [1]}"))
        .containsExactly("max-parallel must be a number of at least 1, found 0");
  }

  @Test
  void problemsStandAtTheirVector() {
    Job job = job("matrix:\n  os: ${{ fromJSON('[]') }}", "");

    Problem problem = Strategy.evaluate(job, CONTEXTS).problems().getFirst();

    assertThat(problem.position()).hasToString("ci.yml:11:13");
  }

  @Test
  void refusesMoreJobsThanGitHubMakes() {
    String hundred = "${{ fromJSON('[" + "1,".repeat(99) + "1]') }}";

    assertThat(problems("matrix:\n  a: " + hundred + "\n  b: " + hundred + "\n  c: " + hundred))
        .containsExactly("The matrix makes more than 256 jobs, GitHub's limit");
    assertThat(matrices("matrix:\n  a: " + hundred + "\n  b: [1, 2]")).hasSize(200);
  }

  @Test
  void theStrategyContextSaysHowManyThereAre() {
    Strategy strategy =
        Strategy.evaluate(
                job("fail-fast: false\nmax-parallel: 3\nmatrix: {a: [1, 2]}", ""), CONTEXTS)
            .value()
            .orElseThrow();

    assertThat(strategy.failFast()).isFalse();
    assertThat(strategy.context(strategy.cells().get(1)))
        .hasToString("{fail-fast=false, job-index=1, job-total=2, max-parallel=3}");
    assertThat(Strategy.NONE.context(Strategy.NONE.cells().getFirst()))
        .hasToString("{fail-fast=true, job-index=0, job-total=1, max-parallel=1}");
  }
}
