package dev.slipway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {
  @Test
  void leavesAPlainValueAsItIsInEveryDialectOfText() {
    assertThat(Encodings.of("hunter22"))
        .containsExactlyInAnyOrder(
            "hunter22",
            "aHVudGVyMjI=",
            "aHVudGVyMj",
            "h1bnRlcjIy",
            "odW50ZXIyM",
            "dW50ZXIyMg==",
            "bnRlcjIy",
            "68756e7465723232",
            "68756E7465723232");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "p", "pr", "pre", "pref"})
  void knowsWhatBase64MakesOfAValueBehindAnyNumberOfBytes(String before) {
    String value = "0123456789abcdef";
    String encoded = encode(before + value + "tail");
    int from = (before.length() * 8 + 5) / 6;
    int to = (before.length() + value.length()) * 8 / 6;

    assertThat(Encodings.of(value)).contains(encoded.substring(from, to));
  }

  @Test
  void knowsTheUrlSafeFormOfBase64() {
    byte[] value = "~~~???>>>".getBytes(UTF_8);

    assertThat(Encodings.of("~~~???>>>"))
        .contains(Base64.getUrlEncoder().encodeToString(value))
        .contains(Base64.getEncoder().encodeToString(value));
  }

  @Test
  void knowsLongBase64AndHexadecimalBrokenIntoLines() {
    String value = "0123456789".repeat(12);
    byte[] bytes = value.getBytes(UTF_8);
    String hex = HexFormat.of().formatHex(bytes);

    assertThat(Encodings.of(value))
        .contains(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes))
        .contains(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes))
        .contains(hex.substring(0, 60), hex.substring(60, 120))
        .contains(
            String.join(
                "\n",
                hex.substring(0, 60),
                hex.substring(60, 120),
                hex.substring(120, 180),
                hex.substring(180)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a b/c~d*e | a%20b%2Fc~d%2Ae",
        "a b/c~d*e | a%20b%2fc~d%2ae",
        "a b/c~d*e | a%20b%2Fc~d*e",
        "a b/c~d*e | a%20b/c~d%2Ae",
        "a b/c~d*e | a+b%2Fc%7Ed*e",
        "a b/c~d*e | a+b%2fc%7ed*e",
        "a b/c~d*e | a%20b%2Fc%7Ed%2Ae",
        "a b/c~d*e | a b\\/c~d*e",
        "a\"b\\c<d | a\\\"b\\\\c<d",
        "a\"b\\c<d | a\\\"b\\\\c\\u003cd",
        "a\"b\\c<d | a\\\"b\\c<d",
        "grün€uro | gr\\u00fcn\\u20acuro",
        "a&b<c>'d\" | a&amp;b&lt;c&gt;'d\"",
        "a&b<c>'d\" | a&amp;b&lt;c&gt;&apos;d&quot;",
        "a&b<c>'d\" | a&amp;b&lt;c&gt;&#39;d&quot;",
        "a&b<c>'d\" | a&amp;b&lt;c&gt;&#x27;d&quot;",
        "a&b<c>'d\" | a&amp;b&lt;c&gt;&#39;d&#34;",
        "it's mine | it''s mine",
        "it's mine | it'\\''s mine",
        "\"quoted-value\" | quoted-value",
        "first1&second&third99 | first1&second&",
        "first1&second&third99 | third99",
        "first1&+second&third | first1&+",
        "first1&+second&third | econd&third",
      })
  void knowsTheFormEachToolWrites(String value, String form) {
    String bytes = new String(form.getBytes(UTF_8), ISO_8859_1);

    assertThat(Encodings.of(value)).contains(bytes);
  }

  @Test
  void escapesControlCharactersAsJsonDoes() {
    assertThat(Encodings.of("a\tb\nc\u0001d")).contains("a\\tb\\nc\\u0001d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"&abc", "ab&cd", "\"abc\"", "a&+b"})
  void leavesSectionsOutThatAreTooShort(String value) {
    assertThat(Encodings.of(value)).allMatch(form -> form.length() >= 4);
    assertThat(Encodings.of(value)).doesNotContain("abc", "&", "ab&", "cd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abc", "\n", " "})
  void leavesTheShortestFormsOut(String value) {
    assertThat(Encodings.of(value)).allMatch(form -> form.length() >= 4 && !form.isBlank());
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
