package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "3.11 ; 3.11.7",
        "3 ; 3.13.0",
        "3.x ; 3.8.1",
        "3.11.* ; 3.11.0",
        "3.11.7 ; 3.11.7",
        "v20 ; 20.20.2",
        ">=3.9 <3.13 ; 3.12.9",
        ">= 3.9, < 3.13 ; 3.9.0",
        "^18.2 ; 18.19.0",
        "~20.1 ; 20.1.9",
        "~20 ; 20.9.0",
        "18 || 20 ; 20.1.0",
        "1.2 - 1.4 ; 1.4.9",
        "* ; 7.0.0",
        ">3.9 ; 3.10.0",
        "<=3.9 ; 3.9.18",
        "^0.2.3 ; 0.2.9",
        "3.13.0rc1 ; 3.13.0rc1"
      })
  void holds(String range, String version) {
    VersionRange parsed = VersionRange.parse(range).orElseThrow();

    assertThat(parsed.holds(Version.parse(version).orElseThrow())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "3.11, 3.12.0",
    "3, 4.0.0",
    "^18.2, 19.0.0",
    "~20.1, 20.2.0",
    ">3.9, 3.9.5",
    "<3.13, 3.13.0",
    "^0.2.3, 0.3.0",
    "3.13, 3.13.0rc1"
  })
  void doesNotHold(String range, String version) {
    VersionRange parsed = VersionRange.parse(range).orElseThrow();

    assertThat(parsed.holds(Version.parse(version).orElseThrow())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "3..1", "three", "1.2.3.4", "99999999999", "=>3", "3.-1"})
  void refusesWhatIsNoRange(String text) {
    assertThat(VersionRange.parse(text)).isEmpty();
  }

  @Test
  void takesPreReleasesOnlyWhenAsked() {
    VersionRange range = VersionRange.parse("3.14").orElseThrow();
    Version candidate = Version.parse("3.14.1rc2").orElseThrow();

    assertThat(range.holds(candidate)).isFalse();
    assertThat(range.withPreReleases().holds(candidate)).isTrue();
  }

  @Test
  void knowsItsMajor() {
    assertThat(VersionRange.parse(">=3.9 <3.13").orElseThrow().major()).hasValue(3);
    assertThat(VersionRange.parse("*").orElseThrow().major()).isEmpty();
  }
}
