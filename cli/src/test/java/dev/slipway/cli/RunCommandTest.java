package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on this machine, seen from the command line. */
class RunCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void makeARepository() throws IOException {
    workflow(
        "ci.yml",
        """
        name: CI
        on: [push, workflow_dispatch]
        jobs:
          good:
            runs-on: ubuntu-latest
            steps:
              - name: Greet
                run: |
                  echo "hello ${{ vars.WHO }}, ${{ secrets.TOKEN }}"
                  echo "# Greeting" >> "$GITHUB_STEP_SUMMARY"
        """);
    Git.initialise(folder, "main")
        .commitAll("first", new Person("A", "a@b.invalid"), Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void workflow(String name, String text) throws IOException {
    Path workflows = Files.createDirectories(folder.resolve(".github/workflows"));
    Files.writeString(workflows.resolve(name), text);
  }

  private TypedLine run(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "run";
    System.arraycopy(words, 0, line, 1, words.length);
    return TypedLine.in(folder, Map.of("TOKEN", "hunter2"), line);
  }

  @Test
  void endsGreenWithTheSummaryLast() throws IOException {
    TypedLine line = run("--var", "WHO=world", "--secret", "TOKEN");

    assertThat(line.exitCode()).as(line.error()).isZero();
    assertThat(line.out()).contains("hello world, ***").doesNotContain("hunter2");
    assertThat(line.out().lines().toList().getLast()).startsWith("+ CI passed in ");
    assertThat(Path.of(folder.toString(), ".slipway").toFile()).isDirectory();
    try (var files = Files.walk(folder.resolve(".slipway"))) {
      assertThat(files.filter(file -> file.endsWith("summary.md")))
          .singleElement()
          .satisfies(file -> assertThat(file).content().contains("CI / good", "# Greeting"));
    }
  }

  @Test
  void endsRedWithTheFailureItsPlaceAndHowToRunItAgain() throws IOException {
    workflow(
        "bad.yml",
        """
        name: Bad
        on: push
        jobs:
          broken:
            runs-on: ubuntu-latest
            steps:
              - run: echo before
              - name: Break
                run: |
                  echo last words
                  exit 3
        """);

    TypedLine line = run("-W", "bad.yml");

    assertThat(line.exitCode()).isEqualTo(1);
    assertThat(line.out())
        .contains("x broken - Break - exit code 3")
        .contains("  at    .github/workflows/bad.yml:8\n  | last words\n")
        .contains("  again slipway run -W bad.yml -j broken\n")
        .contains("x Bad failed in ");
  }

  @Test
  void runsSeveralWorkflowsAndTellsThemApart() throws IOException {
    workflow(
        "two.yml",
        "name: Two\non: push\njobs:\n  good:\n    runs-on: x\n    steps: [{run: a=1}]\n");

    TypedLine line = run("--secret", "TOKEN");

    assertThat(line.out()).contains("CI passed in ").contains("Two passed in ");
    assertThat(line.out()).contains("Two / good");
  }

  @Test
  void printsNothingButEntriesAsJson() {
    TypedLine line = run("--json", "--secret", "TOKEN");

    assertThat(line.exitCode()).isZero();
    assertThat(line.out().lines()).allMatch(entry -> entry.startsWith("{\"seq\":"));
    assertThat(line.out()).contains("\"type\":\"run.finished\"").doesNotContain("hunter2");
  }

  @Test
  void answersWrongInputWithExitCodeTwo() throws IOException {
    assertThat(run("issues").exitCode()).isEqualTo(2);
    assertThat(run("issues").error())
        .contains("nothing runs on 'issues'", "ci.yml: its events are");
    assertThat(run("-W", "nope").error()).contains("no workflow 'nope'");
    assertThat(run("-e", "nope.json").error()).contains("--event nope.json: there is no such file");
    assertThat(run("--max-parallel", "0").error())
        .contains("--max-parallel wants a whole number of at least 1, not '0'");
    assertThat(run("--input", "hunter2").error()).doesNotContain("hunter2");
    assertThat(TypedLine.in(Path.of("/"), Map.of(), "run").error())
        .contains("is in no git repository");
  }

  @Test
  void showsAllProblemsOfAWorkflowThatCannotRun() throws IOException {
    workflow("ci.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    needs: b\n    stepz: []\n");

    TypedLine line = run();

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("ci.yml:5:12: error:", "ci.yml:6:5: error:");
  }

  @Test
  void runsOnlyTheMatrixJobsAskedFor() throws IOException {
    workflow(
        "matrix.yml",
        """
        name: Matrix
        on: push
        jobs:
          legs:
            strategy: {matrix: {n: [1, 2, 3]}}
            runs-on: x
            steps: [{run: 'echo leg ${{ matrix.n }}'}]
          other:
            runs-on: x
            steps: [{run: echo other}]
        """);

    TypedLine line = run("-W", "matrix.yml", "-j", "legs", "--matrix", "n:2");

    assertThat(line.exitCode()).as(line.out() + line.error()).isZero();
    assertThat(line.out()).contains("leg 2").doesNotContain("leg 1", "leg 3", "other");
  }

  @Test
  void handsPayloadInputsAndEnvironmentOn() throws IOException {
    workflow(
        "given.yml",
        """
        name: Given
        on:
          workflow_dispatch: {inputs: {who: {required: true, type: string}}}
        jobs:
          a:
            runs-on: x
            steps:
              - run: echo "${{ inputs.who }} $PLACE ${{ github.event.extra.word }}"
        """);
    Files.writeString(folder.resolve("event.json"), "{\"extra\": {\"word\": \"payload\"}}");

    TypedLine line =
        run(
            "workflow_dispatch",
            "-W",
            "given",
            "--input",
            "who=me",
            "--env",
            "PLACE=here",
            "-e",
            "event.json");

    assertThat(line.out()).as(line.error()).contains("me here payload");
    assertThat(run("workflow_dispatch", "-W", "given").exitCode()).isEqualTo(2);
  }

  @Test
  void forgivesAStepThatMayFailAndSaysSo() throws IOException {
    workflow(
        "forgive.yml",
        """
        name: Forgive
        on: push
        jobs:
          a:
            runs-on: x
            steps:
              - {name: Try, run: exit 4, continue-on-error: true}
              - {name: After, run: echo after}
        """);

    TypedLine line = run("-W", "forgive.yml");

    assertThat(line.exitCode()).isZero();
    assertThat(line.out())
        .contains("x Try - exit code 4 - continue-on-error")
        .contains("Try failed, continue-on-error")
        .contains("+ Forgive passed in ");
  }
}
