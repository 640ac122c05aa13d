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

class PlanCommandTest {
  private static final String WORKFLOW =
      """
      name: CI
      on:
        push:
          branches: [main]
        workflow_dispatch:
          inputs:
            level: {required: true, type: string}
      jobs:
        test:
          runs-on: ubuntu-latest
          strategy:
            matrix: {node: [20, 22]}
          steps:
            - uses: actions/checkout@v4
            - run: make test
            - name: On failure
              if: failure()
              run: make report
        deploy:
          needs: test
          if: github.ref == 'refs/heads/release'
          runs-on: ubuntu-latest
          environment: production
          steps:
            - run: make deploy
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeARepository() throws IOException {
    Path workflows = Files.createDirectories(folder.resolve(".github/workflows"));
    Files.writeString(workflows.resolve("ci.yml"), WORKFLOW);
    Files.writeString(
        workflows.resolve("nightly.yml"),
        "on: {schedule: [{cron: '0 3 * * *'}]}\njobs:\n  a: {runs-on: x, steps: [{run: a}]}\n");
    Git.initialise(folder, "main")
        .commitAll("first", new Person("A", "a@b.invalid"), Instant.parse("2026-01-01T00:00:00Z"));
  }

  private TypedLine plan(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "plan";
    System.arraycopy(words, 0, line, 1, words.length);
    return TypedLine.in(folder, Map.of("LC_ALL", "C"), line);
  }

  @Test
  void saysWhatAPushWouldRunAndWhyNotTheRest() {
    TypedLine line = plan();

    assertThat(line.exitCode()).as(line.error()).isZero();
    Golden.check("plan/01_push.txt", line.out());
  }

  @Test
  void printsJsonForOtherPrograms() {
    Golden.check("plan/02_push.json", plan("--json").out());
  }

  @Test
  void saysWhatKeepsAWorkflowFromStarting() {
    TypedLine line = plan("workflow_dispatch", "-W", "ci.yml");

    assertThat(line.exitCode()).isZero();
    assertThat(line.out()).contains("level");
  }

  @Test
  void saysThatNothingWouldRun() {
    assertThat(plan("issues").out()).endsWith("nothing would run\n");
  }

  @Test
  void namesTheWorkflowThatIsNotThere() {
    TypedLine line = plan("-W", "nope.yml");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("no workflow 'nope.yml'");
  }

  @Test
  void showsMatricesCallsAndConditionsThatAreOpen() throws IOException {
    Path workflows = folder.resolve(".github/workflows");
    Files.writeString(
        workflows.resolve("called.yml"),
        """
        on: workflow_call
        jobs:
          inner:
            runs-on: ubuntu-latest
            steps: [{run: make inner}]
        """);
    Files.writeString(
        workflows.resolve("open.yml"),
        """
        name: Open
        run-name: Open for ${{ github.ref_name }}
        on: push
        concurrency: group-${{ github.ref_name }}
        jobs:
          list:
            runs-on: ubuntu-latest
            outputs: {legs: "${{ steps.l.outputs.legs }}"}
            steps:
              - id: l
                run: echo 'legs=[1]' >> "$GITHUB_OUTPUT"
          each:
            needs: list
            strategy: {matrix: {leg: "${{ fromJSON(needs.list.outputs.legs) }}"}}
            runs-on: ubuntu-latest
            services: {db: {image: "postgres:16"}}
            steps:
              - if: needs.list.outputs.legs != ''
                run: make
          reuse:
            uses: ./.github/workflows/called.yml
        """);

    TypedLine line = plan("-W", "open.yml");

    assertThat(line.exitCode()).as(line.error()).isZero();
    Golden.check("plan/03_open.txt", line.out());
  }
}
