package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runner.RunEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainViewTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String told(Capabilities capabilities, Consumer<ScriptedRun> story) {
    Terminal terminal = new Terminal(capabilities, out, out, () -> WindowSize.USUAL);
    AtomicReference<PlainView> view = new AtomicReference<>();
    ScriptedRun run = new ScriptedRun(folder, entry -> view.get().show(entry));
    view.set(new PlainView(terminal, new StepLogs(run.logs()), false));
    story.accept(run);
    view.get().close();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsOneFactALineBehindTheNameOfItsJob() {
    Capabilities unicode = new Capabilities(false, false, false, true);

    Golden.check("plain/01_whole_run.txt", told(unicode, Story::end));
  }

  @Test
  void printsAsciiWithoutALocale() {
    String text = told(Capabilities.NONE, Story::end);

    assertThat(text).matches("[\\p{ASCII}]+");
    Golden.check("plain/02_ascii.txt", text);
  }

  @Test
  void paintsWhenAskedTo() {
    Capabilities coloured = new Capabilities(false, true, true, true);

    String text = told(coloured, Story::middle);

    Golden.check("plain/03_colours.txt", text.replace("\u001b", "^"));
  }

  @Test
  void foldsGroupsToTheirNames() {
    String text =
        told(
            Capabilities.NONE,
            run -> {
              run.begin().queue("a").start("a").step("a", 1, "Build");
              run.print("a", 1, "before", "##[group]Details", "hidden", "##[endgroup]", "after");
              run.pass("a", 1, "Build");
            });

    assertThat(text).contains("a |   before\na |   > Details\na |   after\n");
    assertThat(text).doesNotContain("hidden");
  }

  @Test
  void saysWhatTheRunnerMarked() {
    String text =
        told(
            Capabilities.NONE,
            run -> {
              run.begin().queue("a").start("a").step("a", 1, "Build");
              run.print("a", 1, "##[error]It broke", "##[warning]Old", "##[odd]text", "##[x");
              run.fail("a", 1, "Build", 2);
            });

    assertThat(text)
        .contains("a |   error: It broke\na |   warning: Old\na |   ##[odd]text\na |   ##[x\n")
        .contains("a | x Build - exit code 2 - 0ms\n");
  }

  @Test
  void printsALastLineWithoutItsEnd() {
    String text =
        told(
            Capabilities.NONE,
            run -> {
              run.begin().queue("a").start("a").step("a", 1, "Build");
              run.printRaw("a", 1, "no end");
              run.pass("a", 1, "Build");
            });

    assertThat(text).contains("a |   no end\n");
  }

  @Test
  void cutsLongNamesOfJobsSoThatLinesStayAligned() {
    String text =
        told(
            Capabilities.NONE,
            run -> {
              run.begin().queue("short").queue("a-job-with-a-name-that-goes-on-and-on");
              run.start("short").start("a-job-with-a-name-that-goes-on-and-on");
            });

    assertThat(text)
        .contains("short                        | job started")
        .contains("a-job-with-a-name-that-go... | job started");
  }

  @Test
  void saysThatItCancels() {
    String text =
        told(Capabilities.NONE, run -> run.begin().event(new RunEvent.CancelRequested("Ctrl-C")));

    assertThat(text).contains("cancelling: Ctrl-C\n");
  }
}
