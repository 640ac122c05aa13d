package dev.slipway.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void aHashFitsItsPasswordOnlyAndHasASaltOfItsOwn() {
    Secret password = Secret.of("correct horse battery");

    String hash = passwords.hash(password);

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.hash(password)).isNotEqualTo(hash);
    assertThat(passwords.fits(password, hash)).isTrue();
    assertThat(passwords.fits(Secret.of("correct horse batterz"), hash)).isFalse();
  }

  @Test
  void aHashOfAnotherImplementationFits() {
    // Made by the reference implementation: argon2 somesalt -id -t 2 -m 16 -p 1, "password".
    String hash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(passwords.fits(Secret.of("password"), hash)).isTrue();
  }

  @Test
  void whatIsTooEasyIsNotTaken() {
    assertThatThrownBy(() -> Passwords.check("ann", Secret.of("123456789")))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("10 to 200");
    assertThatThrownBy(() -> Passwords.check("ann", Secret.of("Ann-is-the-best")))
        .isInstanceOf(SlipwayException.class);
  }
}
