package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.workflow.Conclusion;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir Path folder;

  private String summary(Capabilities capabilities, Consumer<ScriptedRun> story) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(capabilities, out, out, () -> new WindowSize(100, 40));
    RunProgress progress = new RunProgress(ScriptedRun.ID.value());
    ScriptedRun run = new ScriptedRun(folder, progress::add);
    story.accept(run);
    try (StepLogs logs = new StepLogs(run.logs())) {
      FailedSteps failures =
          new FailedSteps(
              terminal,
              progress,
              logs,
              (job, step) -> Optional.of(".github/workflows/ci.yml:" + (10 + step)),
              log -> ".slipway/logs/" + log + ".log");
      return new Summary(terminal, progress, failures, ".slipway/runs/" + ScriptedRun.ID).render();
    }
  }

  @Test
  void saysFirstWhatFailedAndHowToRunItAgain() {
    Golden.check(
        "summary/01_failure.txt", summary(new Capabilities(false, false, false, true), Story::end));
  }

  @Test
  void paintsByMeaning() {
    String text = summary(new Capabilities(true, true, true, true), Story::end);

    Golden.check("summary/02_colours.txt", text.replace("\u001b", "^"));
  }

  @Test
  void isShortWhenAllIsWell() {
    String text =
        summary(
            Capabilities.NONE,
            run -> {
              run.begin().queue("build").start("build").step("build", 1, "Compile").pass(1500);
              run.pass("build", 1, "Compile").finish("build", Conclusion.SUCCESS);
              run.end(Conclusion.SUCCESS);
            });

    Golden.check("summary/03_success.txt", text);
  }

  @Test
  void saysThatARunWasCancelled() {
    String text =
        summary(
            Capabilities.NONE,
            run -> {
              run.begin().queue("build").start("build").step("build", 1, "Compile").pass(1500);
              run.event(new RunEvent.CancelRequested("Ctrl-C"));
              run.end(
                  "build",
                  1,
                  "Compile",
                  Conclusion.CANCELLED,
                  Conclusion.CANCELLED,
                  OptionalInt.empty());
              run.finish("build", Conclusion.CANCELLED).end(Conclusion.CANCELLED);
            });

    Golden.check("summary/04_cancelled.txt", text);
  }

  @Test
  void saysThatARunDidNotFinish() {
    String text = summary(Capabilities.NONE, run -> run.begin().queue("build").start("build"));

    assertThat(text).endsWith("CI did not finish - .slipway/runs/" + ScriptedRun.ID + "\n");
  }

  @Test
  void listsRemarksWithTheirPlacesAndCutsALongList() {
    String text =
        summary(
            Capabilities.NONE,
            run -> {
              run.begin().queue("lint").start("lint");
              for (int line = 1; line <= 25; line++) {
                Annotation.Place place =
                    new Annotation.Place(
                        Optional.of("src/app.py"),
                        OptionalInt.of(line),
                        OptionalInt.empty(),
                        OptionalInt.of(5),
                        OptionalInt.empty());
                run.remark(
                    "lint",
                    1,
                    new Annotation(
                        Annotation.Level.WARNING,
                        "line too long\nsecond line",
                        place,
                        Optional.of("E501"),
                        Optional.empty(),
                        1));
              }
              run.end(Conclusion.SUCCESS);
            });

    assertThat(text)
        .contains("!  src/app.py:1:5   E501: line too long\n")
        .contains("... and 5 more")
        .doesNotContain("second line");
  }

  @Test
  void showsTheLastThirtyLinesOfAFailedStep() {
    String text =
        summary(
            Capabilities.NONE,
            run -> {
              run.begin().queue("a").start("a").step("a", 1, "Test");
              run.print("a", 1, "##[group]Run test", "test", "##[endgroup]");
              for (int line = 1; line <= 35; line++) {
                run.print("a", 1, "line " + line + ".");
              }
              run.fail("a", 1, "Test", 1).finish("a", Conclusion.FAILURE).end(Conclusion.FAILURE);
            });

    assertThat(text).contains("| line 6.\n", "| line 35.\n").doesNotContain("| line 5.\n");
  }

  @Test
  void reportsFiveFailuresInFullAndNamesTheOthers() {
    String text =
        summary(
            Capabilities.NONE,
            run -> {
              run.begin();
              for (int leg = 0; leg < 8; leg++) {
                String key = "test[" + leg + "]";
                run.queue(key).start(key).step(key, 1, "Test").fail(key, 1, "Test", 1);
                run.finish(key, Conclusion.FAILURE);
              }
              run.end(Conclusion.FAILURE);
            });

    assertThat(text).contains("... and 3 failed steps, named below");
    assertThat(text).contains("again slipway run -W ci.yml -j test\n");
  }

  @Test
  void pointsAtTheJobSummariesWhenThereAreAny() {
    String text =
        summary(
            Capabilities.NONE,
            run -> {
              run.begin().queue("a").start("a");
              run.event(new RunEvent.SummaryWritten(new JobKey("a"), 1, "# Good"));
              run.finish("a", Conclusion.SUCCESS).end(Conclusion.SUCCESS);
            });

    assertThat(text).contains("Job summaries\n  .slipway/runs/" + ScriptedRun.ID + "/summary.md");
  }
}
