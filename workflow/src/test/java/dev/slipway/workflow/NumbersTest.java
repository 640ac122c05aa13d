package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-2.50, -2.5",
    "0.1, 0.1",
    "0.30000000000000004, 0.3",
    "123456789012345, 123456789012345",
    "999999999999999, 999999999999999",
    "1e15, 1E+15",
    "1234567890123456789, 1.23456789012346E+18",
    "1e100, 1E+100",
    "0.0001, 0.0001",
    "0.00001, 1E-05",
    "-0.00001234, -1.234E-05",
    "3.14159265358979312, 3.14159265358979",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void writesFifteenDigitsAsGitHubDoes(double number, String text) {
    assertThat(Numbers.format(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "' \t\n', 0",
    "' 42 ', 42",
    "+7, 7",
    "-.5, -0.5",
    "5., 5",
    "1e3, 1000",
    "1E-2, 0.01",
    "0x1F, 31",
    "0xFFFFFFFF, -1",
    "0o17, 15",
    "Infinity, Infinity",
    "+Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void readsWhatJavaScriptReads(String text, double number) {
    assertThat(Numbers.parse(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "1 2",
        "1e",
        ".",
        "+",
        "--1",
        "1.2.3",
        "0x",
        "0xG",
        "0X1F",
        "-0x1",
        "0o8",
        "0b1",
        "1d",
        "1f",
        "0x1p3",
        "infinity",
        "0x1FFFFFFFF",
        "\u0661",
        "1_000"
      })
  void whatIsNoNumberIsNaN(String text) {
    assertThat(Numbers.parse(text)).isNaN();
  }
}
