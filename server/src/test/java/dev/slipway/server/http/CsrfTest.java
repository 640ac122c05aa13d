package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import org.junit.jupiter.api.Test;

class CsrfTest {
  private final Csrf csrf = new Csrf(new byte[32]);

  @Test
  void aTokenBelongsToItsCookieAndItsKey() {
    String token = csrf.token("cookie");
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(csrf.accepts("cookie", token)).isTrue();
    assertThat(csrf.accepts("another", token)).isFalse();
    assertThat(new Csrf(other).accepts("cookie", token)).isFalse();
  }

  @Test
  void noTwoTokensLookTheSame() {
    assertThat(csrf.token("cookie")).isNotEqualTo(csrf.token("cookie"));
  }

  @Test
  void whatIsNoTokenIsNotAccepted() {
    for (String text : new String[] {"", "x", "%%%", "AAAA", csrf.token("cookie") + "AAAA"}) {
      assertThat(csrf.accepts("cookie", text)).as(text).isFalse();
    }
  }

  @Test
  void aShortKeyIsADefect() {
    assertThatThrownBy(() -> new Csrf(new byte[8])).isInstanceOf(SlipwayException.class);
  }
}
