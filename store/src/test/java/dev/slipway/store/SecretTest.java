package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void printsAsStarsWhateverItHolds() {
    assertThat("" + Secret.of("hunter2")).isEqualTo("***");
    assertThat(Secret.of("")).hasToString("***");
  }

  @Test
  void isEqualToASecretOfTheSameValueOnly() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
  }

  @Test
  void givesItsValueOnlyWhenAsked() {
    assertThat(Secret.of("hunter2").reveal()).isEqualTo("hunter2");
    assertThat(Secret.of("hunter2")).isNotInstanceOf(Serializable.class);
  }
}
