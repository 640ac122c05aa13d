package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsiColorsTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "^[31mred^[0m, red",
    "a^[1;38;5;196mb^[mc, abc",
    "^[2K^[Kerased, erased",
    "^[2Jkept, ^[2Jkept",
    "^[31, ^[31",
    "^, ^",
    "^^[0m, ^",
    "x^[, x^["
  })
  void removesColoursAndErasingOnly(String text, String plain) {
    assertThat(AnsiColors.strip(text.replace('^', '\u001b')))
        .isEqualTo(plain.replace('^', '\u001b'));
  }

  @Test
  void textWithoutThemIsTheSameObject() {
    String text = "plain [31m";

    assertThat(AnsiColors.strip(text)).isSameAs(text);
  }
}
