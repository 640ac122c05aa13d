package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
  private static final List<String> KNOWN =
      List.of("runs-on", "needs", "timeout-minutes", "continue-on-error", "steps", "env", "if");

  @ParameterizedTest
  @CsvSource({
    "runs_on,runs-on",
    "runson,runs-on",
    "run-on,runs-on",
    "need,needs",
    "nedes,needs",
    "timeoutMinutes,timeout-minutes",
    "timeout-minute,timeout-minutes",
    "step,steps",
    "Steps,steps",
    "evn,env",
    "continue-on-eror,continue-on-error"
  })
  void aSlipFindsTheWordThatWasMeant(String word, String meant) {
    assertThat(Suggestions.closest(word, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xyz", "container", "x"})
  void anythingElseFindsNothing(String word) {
    assertThat(Suggestions.closest(word, KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 100_000})
  void aVeryLongWordIsNotCompared(int length) {
    assertThat(Suggestions.closest("a".repeat(length), KNOWN)).isEmpty();
  }
}
