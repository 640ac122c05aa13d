package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deliver.build.Evidence;
import dev.slipway.deliver.build.Release;
import dev.slipway.deliver.build.ReleaseStore;
import dev.slipway.machine.Git;
import dev.slipway.machine.Person;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunEventCodec;
import dev.slipway.runner.RunId;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.signals.Signals;
import dev.slipway.store.Draft;
import dev.slipway.store.EventCodecs;
import dev.slipway.store.FileJournal;
import dev.slipway.workflow.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
  private static final String FILE =
      """
      components:
        app:
          type: worker
          path: app
          build: sh build.sh
          start: ./start
      """;

  @TempDir Path folder;
  private Git git;

  @BeforeEach
  void makeAProject() throws IOException {
    git = Git.initialise(folder, "main");
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("slipway.yaml"), FILE);
    Files.writeString(folder.resolve("app/start"), "#!/bin/sh\n");
    Files.writeString(folder.resolve("app/build.sh"), "echo made > made.txt\n");
  }

  private String commit(String message) {
    return git.commitAll(message, new Person("Ada", "ada@example.com"), NOW);
  }

  private TypedLine type(String... words) {
    return TypedLine.in(folder, Map.of("LC_ALL", "C"), words);
  }

  private Release newest() {
    return ReleaseStore.in(folder.resolve(".slipway"), InstantSource.system()).list().getFirst();
  }

  @Test
  void saysWhatItMadeAndThatNothingIsNewTheSecondTime() {
    commit("begins");

    TypedLine first = type("build");
    TypedLine second = type("build");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .contains("app  runs sh build.sh\n")
        .contains("app  3 files, ")
        .contains("Release " + newest().id().label() + " of ");
    assertThat(second.out())
        .contains("app  unchanged\n")
        .contains("Nothing new: release " + newest().id().label());
  }

  @Test
  void failingCommandEndsWithOneAndItsLastLines() throws IOException {
    Files.writeString(folder.resolve("app/build.sh"), "echo no way; exit 4\n");

    TypedLine line = type("build");

    assertThat(line.exitCode()).isEqualTo(1);
    assertThat(line.error()).contains("app: Its build command failed (exit code 4)\n  no way");
    assertThat(type("releases").out()).isEqualTo("No release yet; 'slipway build' makes one.\n");
  }

  @Test
  void ctrlCEndsTheBuildAndMeansAfterwardsWhatItMeantBefore() throws Exception {
    CountDownLatch before = new CountDownLatch(1);
    String interrupt = "kill -INT " + ProcessHandle.current().pid();
    Files.writeString(folder.resolve("app/build.sh"), interrupt + "; sleep 60\n");

    try (var _ = Signals.onInterrupt(before::countDown)) {
      TypedLine line = type("build");

      assertThat(line.exitCode()).isEqualTo(ShownRun.CANCELLED);
      assertThat(line.error()).isEqualTo("cancelled\n");
      assertThat(before.getCount()).isEqualTo(1);

      new ProcessBuilder("sh", "-c", interrupt).start().waitFor();
      assertThat(before.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void outputOfCommandsIsShownOnlyWhenAskedFor() throws IOException {
    Files.writeString(folder.resolve("app/build.sh"), "echo chatter\n");
    assertThat(type("build").out()).doesNotContain("chatter");

    Files.writeString(folder.resolve("app/build.sh"), "echo more chatter\n");
    assertThat(type("build", "-v").out()).contains("more chatter");
  }

  @Test
  void projectWithoutComponentsIsToldWhereTheyStand() throws IOException {
    Files.writeString(folder.resolve("slipway.yaml"), "name: nothing\n");

    TypedLine line = type("build");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("declares no component to build");
  }

  @Test
  void listsReleasesWithWhatTestsShowed() throws IOException {
    run(commit("begins"));
    type("build");

    TypedLine list = type("releases");
    TypedLine one = type("releases", newest().id().label());

    assertThat(list.out()).contains(newest().id().label()).contains("41 passed").contains("begins");
    assertThat(one.out())
        .contains("release " + newest().id().hex())
        .contains(
            ".github/workflows/ci.yml: 41 passed, 0 failed, 3 skipped, 2 quarantined,"
                + " coverage 80.0 %");
  }

  @Test
  void changesThatAreNotCommittedHaveNoTests() throws IOException {
    run(commit("begins"));
    Files.writeString(folder.resolve("app/more.txt"), "more");

    type("build");

    assertThat(evidence()).isEmpty();
  }

  @Test
  void runOfAnotherCommitShowsNothing() throws IOException {
    run(commit("begins"));
    Files.writeString(folder.resolve("app/more.txt"), "more");
    commit("goes on");

    type("build");

    assertThat(evidence()).isEmpty();
  }

  private List<Evidence> evidence() {
    ReleaseStore store = ReleaseStore.in(folder.resolve(".slipway"), InstantSource.system());
    return store.evidence(newest().id());
  }

  /** The journal of a run with tests, as {@code slipway run} leaves it. */
  private void run(String commit) throws IOException {
    RunId id = new RunId("20261102T100000-0001");
    Path run = Files.createDirectories(folder.resolve(".slipway/runs").resolve(id.value()));
    Files.writeString(folder.resolve(".slipway/.gitignore"), "*\n");
    JobKey job = new JobKey("test");
    String workflow = ".github/workflows/ci.yml";
    try (FileJournal journal =
        FileJournal.open(
            run.resolve("journal.ndjson"),
            EventCodecs.of(new RunEventCodec()),
            InstantSource.fixed(NOW))) {
      for (RunEvent event :
          List.of(
              new RunEvent.RunStarted(id, workflow, "CI", "push", "refs/heads/main", commit),
              new RunEvent.TestsReported(
                  job,
                  new TestReport(
                      "junit.xml", 41, 0, 3, 2, Duration.ofSeconds(1), List.of(), List.of())),
              new RunEvent.CoverageReported(job, new Coverage("coverage.xml", 80, 100)),
              new RunEvent.RunFinished(
                  id, Conclusion.SUCCESS, Duration.ofSeconds(9), Duration.ofSeconds(9)))) {
        journal.append(Draft.of("Ada", "run/" + id.value(), event));
      }
    }
  }

  @Test
  void evidenceOfARunIsReadWithItsFigures() throws IOException {
    run(commit("begins"));

    type("build");

    assertThat(evidence())
        .containsExactly(
            new Evidence(".github/workflows/ci.yml", NOW, 41, 0, 3, 2, OptionalDouble.of(0.8)));
  }

  @Test
  void saysWhatAReleaseChangesAgainstTheOneBefore() throws IOException {
    commit("begins");
    type("build");
    Files.writeString(folder.resolve("app/new.txt"), "new");
    commit("adds a file");
    type("build");

    TypedLine line = type("diff");

    assertThat(line.exitCode()).isZero();
    assertThat(line.out())
        .contains("brings 1 commit\n")
        .contains(" adds a file  Ada\n")
        .contains("app\n  + new.txt\n");
    assertThat(type("diff", "--exit-code").exitCode()).isEqualTo(1);
    assertThat(type("diff", "--json").out()).contains("\"files\":{\"new.txt\":\"added\"}");
  }

  @Test
  void aLoneReleaseHasNothingToBeComparedWith() {
    type("build");

    TypedLine line = type("diff");

    assertThat(line.exitCode()).isEqualTo(2);
    assertThat(line.error()).contains("There is no release before");
  }

  @Test
  void answersOtherProgramsInJson() {
    assertThat(type("build", "--json").out())
        .startsWith("{\"outcome\":\"built\",\"release\":\"" + newest().id().hex() + "\"")
        .contains("\"name\":\"app\",\"form\":\"process\"");
    assertThat(type("releases", "--json").out())
        .startsWith("{\"releases\":[{\"release\":\"" + newest().id().hex() + "\"");
  }
}
