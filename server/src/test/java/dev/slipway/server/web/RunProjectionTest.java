package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunProjectionTest {
  private final SampleRun run = new SampleRun("run-1", SampleRun.NOW);

  @Test
  void knowsNothingBeforeTheRunBegins() {
    assertThat(new RunProjection("run-1").facts()).isEmpty();
  }

  @Test
  void showsJobsInTheOrderInWhichTheyBecameKnown() {
    assertThat(SampleRun.red().jobs())
        .extracting(RunFacts.Job::key)
        .containsExactly(
            "lint", "backend[0]", "backend[1]", "backend[2]", "frontend", "e2e", "image", "deploy");
  }

  @Test
  void takesTheStateOfTheRunFromItsEnd() {
    assertThat(SampleRun.red().status()).isEqualTo(Status.FAILURE);
    assertThat(SampleRun.red().took()).contains(Duration.ofSeconds(161));
    assertThat(SampleRun.running().status()).isEqualTo(Status.RUNNING);
    assertThat(SampleRun.running().took()).isEmpty();
  }

  @Test
  void showsStepsThatAreStillToCome() {
    RunFacts.Job job = SampleRun.running().job("backend").orElseThrow();

    assertThat(job.steps())
        .extracting(RunFacts.Step::status)
        .containsExactly(Status.SUCCESS, Status.SUCCESS, Status.RUNNING, Status.QUEUED);
    assertThat(job.steps().get(3).name()).isEqualTo("Upload coverage");
    assertThat(job.steps().get(3).log()).isEmpty();
  }

  @Test
  void takesStepsThatNeverBeganAsSkippedOnceTheJobHasEnded() {
    RunFacts.Job job = SampleRun.red().job("e2e").orElseThrow();

    assertThat(job.steps().getLast().status()).isEqualTo(Status.SKIPPED);
  }

  @Test
  void saysWhyAJobWaitsOrWasSkipped() {
    assertThat(SampleRun.running().job("deploy").orElseThrow())
        .extracting(RunFacts.Job::status, RunFacts.Job::reason)
        .containsExactly(Status.WAITING, "waits for approval of production");
    assertThat(SampleRun.red().job("deploy").orElseThrow().reason())
        .contains("End-to-end tests did not succeed");
  }

  @Test
  void findsALegOfAMatrixByItsNameInAnAddress() {
    assertThat(SampleRun.red().job("backend-1").orElseThrow().key()).isEqualTo("backend[1]");
  }

  @Test
  void beginsFromNothingWhenTheRunBeginsAgain() {
    run.begin("CI");
    run.job("build", "Build", Conclusion.FAILURE, 4, "make");
    run.add("", new RunEvent.CancelRequested("the server stopped"));

    run.begin("CI");

    assertThat(run.facts().jobs()).isEmpty();
    assertThat(run.facts().cancelling()).isFalse();
    assertThat(run.facts().status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void stopsSayingThatItStopsOnceItHas() {
    run.begin("CI");
    run.add("", new RunEvent.CancelRequested("mara"));
    assertThat(run.facts().cancelling()).isTrue();

    run.add(
        "",
        new RunEvent.RunFinished(
            new dev.slipway.runner.RunId("run-1"),
            Conclusion.CANCELLED,
            Duration.ofSeconds(1),
            Duration.ZERO));

    assertThat(run.facts().cancelling()).isFalse();
  }

  @Test
  void joinsWhatTheStepsOfAJobWriteToItsSummary() {
    run.begin("CI");
    run.add("a", new RunEvent.SummaryWritten(new JobKey("a"), 1, "one"));
    run.add("a", new RunEvent.SummaryWritten(new JobKey("a"), 2, "two"));

    assertThat(run.facts().summaries()).containsExactly(new RunFacts.Summary("a", "one\ntwo\n"));
  }
}
