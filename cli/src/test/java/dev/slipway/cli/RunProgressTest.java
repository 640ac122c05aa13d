package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.JobKey;
import dev.slipway.workflow.Conclusion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProgressTest {
  @TempDir Path folder;

  private final RunProgress progress = new RunProgress(ScriptedRun.ID.value());

  private ScriptedRun run() {
    return new ScriptedRun(folder, progress::add).begin();
  }

  private List<String> jobs() {
    return progress.jobs().stream().map(job -> job.key().value()).toList();
  }

  @Test
  void putsMatrixLegsInThePlaceOfTheirJobByNumber() {
    ScriptedRun run = run().queue("lint").queue("test").queue("deploy", "test");

    run.start("test[10]").start("test[9]").start("test[1]");

    assertThat(jobs()).containsExactly("lint", "test[1]", "test[9]", "test[10]", "deploy");
  }

  @Test
  void putsJobsOfACalledWorkflowInThePlaceOfTheCall() {
    ScriptedRun run = run().queue("release").queue("after", "release");

    run.queue("release/build").queue("release/test").start("release/test[0]");

    assertThat(jobs()).containsExactly("release/build", "release/test[0]", "after");
  }

  @Test
  void keepsAJobOfWhichNothingCame() {
    ScriptedRun run = run().queue("test").queue("deploy", "test");

    run.finish("test", Conclusion.SKIPPED, Optional.of("if: false"));

    assertThat(jobs()).containsExactly("test", "deploy");
  }

  @Test
  void callsAJobOpenUntilItsLastLegHasEnded() {
    ScriptedRun run = run().queue("test").queue("deploy", "test");
    JobKey test = new JobKey("test");
    boolean beforeLegs = progress.isOpen(test);

    run.start("test[0]").start("test[1]").finish("test[0]", Conclusion.SUCCESS);
    boolean withOneLeft = progress.isOpen(test);
    run.finish("test[1]", Conclusion.SUCCESS);

    assertThat(beforeLegs).isTrue();
    assertThat(withOneLeft).isTrue();
    assertThat(progress.isOpen(test)).isFalse();
  }

  @Test
  void titlesARunByWhatItRunsOn() {
    run();

    assertThat(progress.title("-")).isEqualTo("CI - push - main 3f2a91c");
    assertThat(new RunProgress("x").title("-")).isEqualTo("run");
  }
}
