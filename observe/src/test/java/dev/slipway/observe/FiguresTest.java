package dev.slipway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.00001, 0.01 %",
    "0.0005, 0.05 %",
    "0.0097, 0.97 %",
    "0.00996, 1.0 %",
    "0.05, 5.0 %",
    "0.0999, 10 %",
    "0.524, 52 %",
    "1, 100 %"
  })
  void writesShares(double share, String text) {
    assertThat(Figures.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0 : 1", "25, 25 : 1", "339.6, 340 : 1", "1e12, beyond 1000000 : 1"})
  void writesOdds(double odds, String text) {
    assertThat(Figures.odds(odds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0.00042S, 0.4 ms", "PT0.0099S, 9.9 ms", "PT0.3625S, 363 ms", "PT12.2S, 12 s"})
  void writesTimes(Duration time, String text) {
    assertThat(Figures.time(time)).isEqualTo(text);
  }
}
