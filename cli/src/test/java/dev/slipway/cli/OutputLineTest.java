package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLineTest {

  @Test
  void tellsGroupsFromWhatStandsInThem() {
    assertThat(OutputLine.parse("##[group]Run make")).isEqualTo(new OutputLine.Group("Run make"));
    assertThat(OutputLine.parse("##[endgroup]")).isEqualTo(new OutputLine.EndGroup());
    assertThat(OutputLine.parse("make: done")).isEqualTo(new OutputLine.Text("make: done"));
  }

  @ParameterizedTest
  @CsvSource({
    "##[error]it broke, error, error: it broke, RED",
    "##[warning]old, warning, warning: old, YELLOW",
    "##[notice]new, notice, notice: new, DIM",
    "##[debug]why, debug, debug: why, DIM",
    "##[command]git fetch, command, git fetch, CYAN",
    "##[section]Setup, section, Setup, DIM"
  })
  void readsTheMarksOfTheRunner(String line, String mark, String labelled, Style style) {
    OutputLine.Marked marked = (OutputLine.Marked) OutputLine.parse(line);

    assertThat(marked.mark()).isEqualTo(mark);
    assertThat(marked.labelled()).isEqualTo(labelled);
    assertThat(marked.style()).isEqualTo(style);
  }

  @ParameterizedTest
  @ValueSource(strings = {"##[unknown]x", "##[", "##[error", "#[error]x", " ##[error]x", ""})
  void leavesEverythingElseAsItIs(String line) {
    assertThat(OutputLine.parse(line)).isEqualTo(new OutputLine.Text(line));
  }

  @Test
  void takesStylesOutBeforeItLooks() {
    assertThat(OutputLine.parse("\u001b[31m##[error]red\u001b[0m"))
        .isEqualTo(new OutputLine.Marked("error", "red"));
  }

  @Test
  void knowsTheLineThatOnlySaysHowTheProcessEnded() {
    assertThat(new OutputLine.Marked("error", "Process completed with exit code 3.").isExitCode())
        .isTrue();
    assertThat(new OutputLine.Marked("error", "it broke").isExitCode()).isFalse();
  }
}
