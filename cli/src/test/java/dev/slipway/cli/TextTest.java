package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0ms, 0s",
    "999, 999ms, 0s",
    "1000, 1.0s, 1s",
    "12340, 12.3s, 12s",
    "59949, 59.9s, 59s",
    "60000, 1m 00s, 1m 00s",
    "187000, 3m 07s, 3m 07s",
    "3720000, 1h 02m, 1h 02m",
    "-5, 0ms, 0s"
  })
  void writesDurationsAsAPersonReadsThem(long millis, String exact, String ticking) {
    assertThat(Durations.exact(Duration.ofMillis(millis))).isEqualTo(exact);
    assertThat(Durations.ticking(Duration.ofMillis(millis))).isEqualTo(ticking);
  }

  @Test
  void neverRoundsUpToSixtySeconds() {
    assertThat(Durations.exact(Duration.ofMillis(59_960))).isNotEqualTo("60.0s");
  }

  @Test
  void countsColumnsNotCharacters() {
    assertThat(Columns.width("abc")).isEqualTo(3);
    assertThat(Columns.width(Style.RED.paint("abc"))).isEqualTo(3);
    assertThat(Columns.width("日本")).isEqualTo(4);
    assertThat(Columns.width("e\u0301")).isEqualTo(1);
    assertThat(Columns.width("🚀")).isEqualTo(2);
  }

  @Test
  void cutsToTheWidthAndEndsTheStyle() {
    assertThat(Columns.fit("abcdef", 4, "…")).isEqualTo("abc…");
    assertThat(Columns.fit("abcdef", 6, "…")).isEqualTo("abcdef");
    assertThat(Columns.fit("日本語", 4, "…")).isEqualTo("日…");
    String cut = Columns.fit(Style.RED.paint("abcdef"), 4, "…");
    assertThat(Columns.width(cut)).isEqualTo(4);
    assertThat(cut).endsWith("\u001b[0m");
  }

  @Test
  void padsOnEitherSide() {
    assertThat(Columns.pad("ab", 4)).isEqualTo("ab  ");
    assertThat(Columns.padLeft("ab", 4)).isEqualTo("  ab");
    assertThat(Columns.pad("abcdef", 4)).isEqualTo("abcdef");
  }

  @Test
  void makesOutputSafeToShowInsideAView() {
    assertThat(Columns.plain("\u001b[31mred\u001b[0m and\tplain")).isEqualTo("red and plain");
    assertThat(Columns.plain("10%\r50%\r100%")).isEqualTo("100%");
    assertThat(Columns.plain("10%\r50%\r")).isEqualTo("50%");
    assertThat(Columns.plain("a\u001b]0;title\u0007b\u0008c\u001b[2J")).isEqualTo("abc");
    assertThat(Columns.plain("cut \u001b[3")).isEqualTo("cut ");
    assertThat(Columns.plain("cut \u001b")).isEqualTo("cut ");
  }

  @ParameterizedTest
  @CsvSource({"40 120, 120, 40", "0 0, 80, 24", "'', 80, 24", "stty: no, 80, 24", "a b, 80, 24"})
  void readsTheWindowSizeOrTakesTheUsualOne(String answer, int columns, int lines) {
    assertThat(WindowSize.parse(answer)).isEqualTo(new WindowSize(columns, lines));
  }

  @Test
  void hasAnAsciiFormOfEverySign() {
    for (Glyph glyph : Glyph.values()) {
      assertThat(glyph.sign(false)).isPrintable().matches("\\p{ASCII}+");
      assertThat(Columns.width(glyph.sign(true))).isEqualTo(1);
    }
    assertThat(Glyph.spinner(false, 5)).isEqualTo("/");
  }
}
