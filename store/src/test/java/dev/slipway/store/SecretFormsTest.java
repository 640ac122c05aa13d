package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFormsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", " \t\r\n "})
  void findsNothingToHideInABlankSecret(String secret) {
    assertThat(SecretForms.of(secret)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abc"})
  void hidesAShortSecretItself(String secret) {
    assertThat(SecretForms.of(secret)).contains(secret);
  }

  @Test
  void hidesASecretWithoutTheLineBreakAtItsEnd() {
    assertThat(SecretForms.of("pin\n")).contains("pin");
    assertThat(SecretForms.of("longer-token\r\n")).contains("longer-token", "bG9uZ2VyLXRva2Vu");
  }

  @Test
  void hidesLinesOfFourCharactersAndMoreWithoutTheSpacesAround() {
    assertThat(SecretForms.of("{\n  key1,\n abc\n}\n"))
        .contains("key1,")
        .doesNotContain("abc", "{", "}", "  key1,");
  }

  @Test
  void hidesTheLongStringsAndNumbersOfAJsonDocument() {
    assertThat(
            SecretForms.of("[{\"a\":\"eight888\",\"b\":\"seven77\"},12345678,1234567,true,null]"))
        .contains("eight888", "ZWlnaHQ4ODg=", "12345678")
        .doesNotContain("seven77", "1234567", "true", "null");
  }

  @Test
  void hidesTheLinesOfAStringWithinAJsonDocument() {
    assertThat(SecretForms.of("{\"key\":\"-----BEGIN\\nMIIE\\n-----END\"}"))
        .contains("-----BEGIN", "MIIE", "-----END");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{not json at all}", "[1,2", "{\"a\":\"eight888\"", "{\"a\":\"eight888\"} x"})
  void takesWhatOnlyLooksLikeJsonAsText(String secret) {
    assertThat(SecretForms.of(secret)).contains(secret);
  }

  @Test
  void takesWhatIsNestedTooDeepAsText() {
    String deep = "[".repeat(100_000);

    assertThat(SecretForms.of(deep)).contains(deep);
  }
}
