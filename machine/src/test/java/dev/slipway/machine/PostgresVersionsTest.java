package dev.slipway.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVersionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"15", "16.2-alpine", "9.6", "180"})
  void saysWhenAnotherMajorWasAskedFor(String tag) {
    assertThat(PostgresVersions.notes(Optional.of(tag), "18.6.0"))
        .singleElement()
        .asString()
        .contains("postgres:" + tag, "18.6.0", "container engine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"18", "18.1", "18-alpine", "latest", "alpine", "bookworm"})
  void isSilentWhenTheMajorFitsOrIsLeftOpen(String tag) {
    assertThat(PostgresVersions.notes(Optional.of(tag), "18.6.0")).isEmpty();
  }

  @Test
  void isSilentWithoutATag() {
    assertThat(PostgresVersions.notes(Optional.empty(), "18.6.0")).isEmpty();
  }
}
