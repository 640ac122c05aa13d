package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  private final Identifiers identifiers = new Identifiers();

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "_a", "a__", "A-1", "a_b"})
  void lettersDigitsAndDashesAreAccepted(String id) {
    assertThat(identifiers.take(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "-a", "a.b", "a b", "ä", "__a", "__"})
  void everythingElseIsRefused(String id) {
    assertThat(identifiers.take(id)).isPresent();
  }

  @Test
  void anIdOfAHundredCharactersIsTooLong() {
    assertThat(identifiers.take("a".repeat(100))).isPresent();
    assertThat(identifiers.take("a".repeat(99))).isEmpty();
  }

  @Test
  void caseDoesNotTellIdsApart() {
    identifiers.take("build");

    assertThat(identifiers.take("BUILD")).isPresent();
  }

  @Test
  void generatedIdsAreNumberedAndCut() {
    assertThat(identifiers.generate("actions/checkout")).isEqualTo("__actions_checkout");
    assertThat(identifiers.generate("Actions/Checkout")).isEqualTo("__Actions_Checkout_2");
    assertThat(identifiers.generate("x".repeat(200))).hasSize(100);
    assertThat(identifiers.generate("x".repeat(200))).hasSize(100).endsWith("_2");
  }
}
