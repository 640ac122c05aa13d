package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.workflow.Conclusion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveViewTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicReference<WindowSize> window = new AtomicReference<>(new WindowSize(100, 40));

  private Screen screen = new Screen(40);

  /** A view on a window, fed by a run. */
  private record Stage(ScriptedRun run, LiveView view, Terminal terminal) {}

  private Stage stage(int columns, int lines, boolean colours, boolean unicode) {
    window.set(new WindowSize(columns, lines));
    screen = new Screen(lines);
    Capabilities capabilities = new Capabilities(true, colours, false, unicode);
    Terminal terminal = new Terminal(capabilities, out, out, window::get);
    AtomicReference<LiveView> view = new AtomicReference<>();
    ScriptedRun run = new ScriptedRun(folder, entry -> view.get().show(entry));
    view.set(new LiveView(terminal, new StepLogs(run.logs()), run));
    return new Stage(run, view.get(), terminal);
  }

  private String written() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  private String shown() {
    screen.write(written());
    return screen.text() + "\n";
  }

  @Test
  void showsJobsAsATreeWithWhatTheyAreDoing() {
    Stage stage = stage(100, 40, false, true);
    Story.middle(stage.run());

    stage.view().tick();

    Golden.check("live/01_middle.txt", shown());
  }

  @Test
  void showsTheLastLinesOfAFailedStepWhileOthersGoOn() {
    Stage stage = stage(100, 40, false, true);
    Story.failure(stage.run());

    stage.view().tick();

    Golden.check("live/02_failure.txt", shown());
  }

  @Test
  void saysLessInASmallerWindow() {
    Stage stage = stage(60, 12, false, true);
    Story.failure(stage.run());

    stage.view().tick();

    Golden.check("live/03_small_window.txt", shown());
    assertThat(screen.scrolledLines()).isZero();
  }

  @Test
  void saysTheLeastInATinyWindow() {
    Stage stage = stage(30, 5, false, true);
    Story.failure(stage.run());

    stage.view().tick();

    Golden.check("live/04_tiny_window.txt", shown());
    assertThat(screen.scrolledLines()).isZero();
  }

  @Test
  void usesAsciiSignsWhereNothingElseIsShown() {
    Stage stage = stage(80, 40, false, false);
    Story.failure(stage.run());

    stage.view().tick();

    Golden.check("live/05_ascii.txt", shown());
  }

  @Test
  void paintsByMeaning() {
    Stage stage = stage(100, 40, true, true);
    Story.failure(stage.run());

    stage.view().tick();

    Golden.check("live/06_colours.txt", written().replace("\u001b", "^"));
  }

  @Test
  void drawsOverItselfAndLeavesNothingBehind() {
    Stage stage = stage(100, 40, true, true);
    screen.write("$ slipway run\n");

    Story.end(stage.run());
    stage.view().tick();
    String first = shown();
    stage.run().pass(3000);
    stage.run().event(new RunEvent.CancelRequested("Ctrl-C"));
    stage.view().tick();
    String second = shown();
    stage.view().close();

    assertThat(first).startsWith("$ slipway run\n✗ CI");
    assertThat(second).startsWith("$ slipway run\n✗ CI").contains("cancelling");
    assertThat(shown()).isEqualTo("$ slipway run\n");
    assertThat(screen.cursorShown()).isTrue();
  }

  @Test
  void hidesTheCursorOnlyWhileItDraws() {
    Stage stage = stage(80, 24, true, true);
    stage.run().begin();

    stage.view().tick();
    shown();
    boolean whileDrawing = screen.cursorShown();
    stage.view().close();
    shown();

    assertThat(whileDrawing).isFalse();
    assertThat(screen.cursorShown()).isTrue();
  }

  @Test
  void writesNothingWhenNothingChanged() {
    Stage stage = stage(80, 24, true, true);
    stage.run().begin();
    stage.view().tick();
    written();

    stage.view().tick();

    assertThat(written()).isEmpty();
  }

  @Test
  void followsTheWindowWhenItChanges() {
    Stage stage = stage(100, 40, false, true);
    Story.failure(stage.run());
    stage.view().tick();
    shown();

    window.set(new WindowSize(60, 40));
    stage.terminal().resized();
    stage.view().tick();

    assertThat(written().lines()).allMatch(line -> Columns.width(line) < 60);
  }

  @Test
  void namesWhatHoldsAJobThatCouldStart() {
    Stage stage = stage(80, 24, false, true);
    stage.run().begin().queue("migrate");
    stage
        .run()
        .event(new RunEvent.JobWaiting(new JobKey("migrate"), "port 5432 is in use by test"));

    stage.view().tick();

    assertThat(shown()).contains("migrate  port 5432 is in use by test");
  }

  @Test
  void foldsManyFinishedJobs() {
    Stage stage = stage(80, 10, false, true);
    stage.run().begin();
    for (int leg = 0; leg < 50; leg++) {
      String key = "test[" + leg + "]";
      stage.run().queue(key).start(key).pass(10).finish(key, Conclusion.SUCCESS);
    }
    stage.run().queue("deploy").start("deploy", "Ship").step("deploy", 1, "Ship");

    stage.view().tick();

    assertThat(shown()).contains("✓ 50 jobs done").contains("● Ship");
    assertThat(screen.scrolledLines()).isZero();
  }

  @Test
  void showsWhyAJobWasSkippedOrCouldNotRun() {
    Stage stage = stage(100, 24, false, true);
    stage.run().begin().queue("one").queue("two");
    stage.run().finish("one", Conclusion.SKIPPED, Optional.of("if: false"));
    stage.run().finish("two", Conclusion.FAILURE, Optional.of("needs Docker"));

    stage.view().tick();

    assertThat(shown()).contains("– one  if: false").contains("✗ two  needs Docker");
  }

  @Test
  void showsSeveralRunsUnderTheirTitles() {
    Stage stage = stage(80, 30, false, true);
    stage.run().begin().queue("a").start("a", "Build").step("a", 1, "Build");
    stage.run().as("other").begin().queue("b").start("b").finish("b", Conclusion.SUCCESS);
    stage.run().end(Conclusion.SUCCESS);

    stage.view().tick();

    Golden.check("live/07_two_runs.txt", shown());
  }

  @Test
  void keepsOrderInALargeMatrix() {
    Stage stage = stage(80, 60, false, true);
    stage.run().begin().queue("test").queue("deploy", "test");
    for (int leg = 11; leg >= 0; leg--) {
      stage.run().start("test[" + leg + "]", "Test").step("test[" + leg + "]", 1, "Test");
    }

    stage.view().tick();

    assertThat(shown().lines().filter(line -> line.contains("test[")).map(String::strip))
        .hasSize(12)
        .first()
        .asString()
        .contains("test[0]");
    assertThat(screen.text()).contains("deploy  after test");
  }
}
