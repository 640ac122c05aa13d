package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.LogLine;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRowsTest {
  private static final Instant AT = Instant.parse("2026-11-24T18:44:05Z");

  private static LogRows rows(boolean inGroup, String... texts) {
    List<LogLine> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(new LogLine(lines.size() + 1, AT, text));
    }
    return new LogRows(lines, "", "", inGroup);
  }

  private static String html(LogRows rows) {
    StringOutput output = new StringOutput();
    rows.writeTo(new OwaspHtmlTemplateOutput(output));
    return output.toString();
  }

  @Test
  void numbersEveryLineWithALinkAndItsTime() {
    assertThat(html(rows(false, "one")))
        .isEqualTo(
            "<div class=\"ll\" id=\"L1\"><a class=\"ln\" href=\"#L1\">1</a>"
                + "<time class=\"lt\">18:44:05</time><span class=\"lx\">one</span></div>\n");
  }

  @Test
  void marksTheLinesOfAGroupAndHidesItsEnd() {
    String html = html(rows(false, "##[group]Set up", "inside", "##[endgroup]", "outside"));

    assertThat(html.lines().map(line -> line.substring(0, line.indexOf('>'))))
        .containsExactly(
            "<div class=\"ll group\" id=\"L1\"",
            "<div class=\"ll in\" id=\"L2\"",
            "<div class=\"ll\" id=\"L4\"");
    assertThat(html).contains(">Set up</span>");
  }

  @Test
  void knowsWhetherAGroupIsOpenAtItsEnd() {
    assertThat(rows(false, "##[group]a", "b").endsInGroup()).isTrue();
    assertThat(rows(true, "b", "##[endgroup]").endsInGroup()).isFalse();
    assertThat(rows(true, "b").endsInGroup()).isTrue();
  }

  @Test
  void goesOnInsideAGroupThatBeganBefore() {
    assertThat(html(rows(true, "inside"))).startsWith("<div class=\"ll in\"");
  }

  @Test
  void coloursWhatTheRunnerWrote() {
    assertThat(html(rows(false, "##[error]broken", "##[warning]odd", "##[debug]x", "[command]git")))
        .contains("ll error", ">broken<", "ll warning", ">odd<", "ll debug", "ll command");
  }

  @Test
  void escapesWhatStepsWrote() {
    assertThat(html(rows(false, "##[group]<img src=x onerror=alert(1)>", "<b>")))
        .doesNotContain("<img", "<b>");
  }
}
