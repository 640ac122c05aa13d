package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LettersTest {
  @Test
  void comparesWithoutRegardToCase() {
    assertThat(Letters.same("Straße", "STRAßE")).isTrue();
    assertThat(Letters.same("Σίσυφος", "ΣΊΣΥΦΟΣ")).isTrue();
    assertThat(Letters.same("a", "ab")).isFalse();
    assertThat(Letters.compare("a", "B")).isNegative();
    assertThat(Letters.compare("a", "[")).isNegative();
    assertThat(Letters.compare("ab", "A")).isPositive();
  }

  @Test
  void theTurkishLettersAreThemselves() {
    assertThat(Letters.same("ı", "I")).isFalse();
    assertThat(Letters.same("İ", "i")).isFalse();
  }

  @Test
  void findsAPartAnywhere() {
    assertThat(Letters.contains("Hello", "LLO")).isTrue();
    assertThat(Letters.contains("Hello", "")).isTrue();
    assertThat(Letters.contains("lo", "Hello")).isFalse();
    assertThat(Letters.startsWith("Hello", "LO", 3)).isTrue();
    assertThat(Letters.startsWith("Hello", "LO", -1)).isFalse();
  }

  @Property(tries = 500)
  void foldedStringsAreEqualWhenTheyAreTheSame(@ForAll String left, @ForAll String right) {
    assertThat(Letters.fold(left).equals(Letters.fold(right))).isEqualTo(Letters.same(left, right));
    assertThat(Letters.same(left, Letters.fold(left))).isTrue();
  }
}
