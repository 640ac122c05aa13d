package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConclusionTest {
  private static List<Conclusion> parts(String words) {
    if (words.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(words.split(" ", -1)).map(Conclusion::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | SKIPPED
          SKIPPED                   | SKIPPED
          SKIPPED SKIPPED           | SKIPPED
          SUCCESS                   | SUCCESS
          SKIPPED SUCCESS           | SUCCESS
          SUCCESS SKIPPED           | SUCCESS
          CANCELLED SUCCESS         | CANCELLED
          SUCCESS CANCELLED SKIPPED | CANCELLED
          CANCELLED FAILURE         | FAILURE
          FAILURE CANCELLED SUCCESS | FAILURE
          FAILURE SKIPPED           | FAILURE
          """)
  void theWorstPartDecidesAboutTheWhole(String words, Conclusion whole) {
    assertThat(Conclusion.of(parts(words))).isEqualTo(whole);
  }

  @Test
  void isSpeltAsTheContextsSpellIt() {
    assertThat(Arrays.stream(Conclusion.values()).map(Conclusion::text))
        .containsExactly("success", "failure", "cancelled", "skipped");
  }
}
