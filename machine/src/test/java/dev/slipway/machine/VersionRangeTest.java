package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          3.11.7,          3.11.7
          v3.11.7,         3.11.7
          3.11,            3.11.0
          3.11,            3.11.99
          3.x,             3.0.0
          3.X,             3.14.2
          3,               3.9.18
          *,               1.2.3
          x,               0.0.1
          >=3.9 <3.12,     3.11.9
          ">= 3.9, < 3.12",  3.9.0
          >3.9,            3.10.0
          >3.9.1,          3.9.2
          <=3.11,          3.11.99
          <3.11,           3.10.99
          ^20.1,           20.9.0
          ^0.2.3,          0.2.9
          ^0.0.3,          0.0.3
          ^0,              0.9.9
          ~1.2,            1.2.9
          ~1.2.3,          1.2.3
          ~1,              1.9.0
          1.2 - 1.4,       1.4.9
          1.2.3 - 1.4.5,   1.4.5
          1.2 - *,         9.0.0
          18 || 20,        20.11.1
          18 || 20,        18.0.0
          =3.11.7,         3.11.7
          ~3.13.0-0,       3.13.0rc2
          >=1.0.0-alpha,   1.0.0-beta
          1.22.0-rc.1,     1.22rc1
          """)
  void accepts(String range, String version) {
    assertThat(VersionRange.parse(range).orElseThrow().accepts(version(version))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          3.11.7,          3.11.8
          3.11,            3.12.0
          3.x,             4.0.0
          >=3.9 <3.12,     3.12.0
          >3.9,            3.9.9
          <=3.11,          3.12.0
          <3.11,           3.11.0
          ^20.1,           20.0.9
          ^20.1,           21.0.0
          ^0.2.3,          0.3.0
          ^0.0.3,          0.0.4
          ~1.2,            1.3.0
          1.2 - 1.4,       1.5.0
          1.2.3 - 1.4.5,   1.4.6
          18 || 20,        19.0.0
          3.x,             3.14.0rc1
          *,               2.0.0-beta.1
          <2.0.0,          2.0.0-beta.1
          >=1.0.0-alpha,   1.1.0-beta
          """)
  void rejects(String range, String version) {
    assertThat(VersionRange.parse(range).orElseThrow().accepts(version(version))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "lts/*", "pypy3.10", "><1", "a.b.c", "99999999999"})
  void isNoRange(String text) {
    assertThat(VersionRange.parse(text)).isEmpty();
  }

  @Test
  void ordersVersionsAsSemverDoes() {
    List<String> ordered =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.9",
            "1.0.10",
            "1.9.0",
            "1.10.0");
    List<Version> shuffled =
        new ArrayList<>(ordered.stream().map(VersionRangeTest::version).toList());
    Collections.reverse(shuffled);

    Collections.sort(shuffled);

    assertThat(shuffled).extracting(Version::toString).isEqualTo(ordered);
  }

  @ParameterizedTest
  @CsvSource({
    "v20.11.1, 20.11.1",
    "3.14.0rc2, 3.14.0-rc.2",
    "3.13.0a1, 3.13.0-alpha.1",
    "21.0.3+9, 21.0.3",
    "11.0.9.1, 11.0.9",
    "25, 25.0.0",
    "1.22rc1, 1.22.0-rc.1",
    "3.13-dev, 3.13.0-dev"
  })
  void readsVersionsAsToolsPrintThem(String text, String version) {
    assertThat(version(text)).hasToString(version);
  }

  private static Version version(String text) {
    return VersionText.parse(text).orElseThrow();
  }
}
