package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Node.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreSchemaTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "+1,1",
    "-1,-1",
    "0755,755",
    "0xfF,255",
    "0o10,8",
    "12345678901234567890,1.2345678901234567E19"
  })
  void integersHaveTheirValue(String text, double value) {
    assertThat(CoreSchema.resolve(text)).isEqualTo(Kind.INT);
    assertThat(CoreSchema.integer(text)).isEqualTo(Double.valueOf(value));
  }

  @ParameterizedTest
  @CsvSource({
    "1.5,1.5",
    ".5,0.5",
    "1.,1",
    "-1e3,-1000",
    "1E-2,0.01",
    ".inf,Infinity",
    "-.INF,-Infinity",
    "+.Inf,Infinity",
    ".nan,NaN",
    ".NaN,NaN"
  })
  void decimalsHaveTheirValue(String text, double value) {
    assertThat(CoreSchema.resolve(text)).isEqualTo(Kind.FLOAT);
    assertThat(CoreSchema.decimal(text)).isEqualTo(Double.valueOf(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1_000", "0b1", "0x", "0o8", "-0x1", ".", "-", "+", "1e", "1e+", "e1", "-.nan", "1.2.3",
        "yes", "on", "tRUE", "nULL", "٣", "1 2"
      })
  void everythingElseIsAString(String text) {
    assertThat(CoreSchema.resolve(text)).isEqualTo(Kind.STRING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "True", "TRUE", "false", "False", "FALSE"})
  void booleansHaveThreeSpellings(String text) {
    assertThat(CoreSchema.resolve(text)).isEqualTo(Kind.BOOL);
    assertThat(CoreSchema.isTrue(text)).isEqualTo(text.equalsIgnoreCase("true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "Null", "NULL", "~"})
  void nullHasFiveSpellings(String text) {
    assertThat(CoreSchema.resolve(text)).isEqualTo(Kind.NULL);
  }
}
