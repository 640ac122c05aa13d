package dev.slipway.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void aTokenIsRecognisedAndAnAlteredOneIsNot() {
    String token = Keys.token().reveal();
    char other = token.charAt(10) == 'A' ? 'B' : 'A';

    assertThat(token).matches("slp_[0-9A-Za-z]{42}");
    assertThat(Keys.looksLikeToken(token)).isTrue();
    assertThat(Keys.looksLikeToken(token.substring(0, 10) + other + token.substring(11))).isFalse();
    assertThat(Keys.looksLikeToken("slp_")).isFalse();
    assertThat(Keys.looksLikeToken("")).isFalse();
  }

  @Test
  void noTwoSecretsAreTheSame() {
    assertThat(Keys.secret()).isNotEqualTo(Keys.secret());
    assertThat(Keys.token()).isNotEqualTo(Keys.token());
  }
}
