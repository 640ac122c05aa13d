package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "report-*; report-a; true",
        "*; site; true",
        "*; .hidden; false",
        ".*; .hidden; true",
        "{a,b}-*; b-1; true",
        "{a,b}-*; c-1; false",
        "x{1,{2,3}}; x3; true",
        "{a}; {a}; true",
        "a{b; a{b; true",
        "!report-*; site; true",
        "!report-*; report-a; false"
      })
  void matches(String pattern, String name, boolean expected) {
    assertThat(new ArtifactPattern(pattern).matches(name)).isEqualTo(expected);
  }

  @Test
  void manyBracesDoNotTakeForever() {
    assertThat(new ArtifactPattern("{a,b}".repeat(40)).matches("c")).isFalse();
  }
}
