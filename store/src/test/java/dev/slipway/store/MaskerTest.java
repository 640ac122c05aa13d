package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
  private final Masker masker = new Masker();

  @Test
  void passesEverythingOnWhileItKnowsNoSecret() {
    assertThat(masker.mask("anything")).isEqualTo("anything");
  }

  @Test
  void masksEachOccurrence() {
    add("hunter22");

    assertThat(masker.mask("a hunter22 b hunter22")).isEqualTo("a *** b ***");
  }

  @ParameterizedTest
  @CsvSource({
    "xabcdx,x***x",
    "xabcdefx,x***x",
    "xabcdcdefx,x***x",
    "xabcdabcdx,x***x",
    "cdefx,***x"
  })
  void makesOneMaskOfSecretsThatOverlapOrTouch(String text, String expected) {
    add("abcd");
    add("cdef");

    assertThat(masker.mask(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x cGEkc3cnIHJkPDEmMg== x",
        "x YXBhJHN3JyByZDwxJjI= x",
        "x YWFwYSRzdycgcmQ8MSYy x",
        "x pa%24sw%27%20rd%3C1%262 x",
        "x pa%24sw%27%20rd%3c1%262 x",
        "x pa%24sw%27+rd%3C1%262 x",
        "x pa%24sw'%20rd%3C1%262 x",
        "x pa$sw&apos; rd&lt;1&amp;2 x",
        "x pa$sw&#39; rd&lt;1&amp;2 x",
        "x pa$sw'' rd<1&2 x",
        "x 'pa$sw'\\'' rd<1&2' x",
        "x pa$sw' rd\\u003c1\\u00262 x",
        "x 7061247377272072643c312632 x",
        "x 7061247377272072643C312632 x",
      })
  void masksTheSecretAsToolsEncodeIt(String text) {
    add("pa$sw' rd<1&2");

    assertThat(masker.mask(text)).matches("x '?[YWXF]*\\*\\*\\*=*'? x");
  }

  @Test
  void masksWhatBase64MakesOfASecretAmongOtherText() {
    add("correcthorse");
    for (String before : new String[] {"", "u", "us", "use"}) {
      byte[] text = (before + "correcthorse:more").getBytes(UTF_8);
      String encoded = Base64.getEncoder().encodeToString(text);

      assertThat(masker.mask(encoded))
          .contains("***")
          .doesNotContain("ZWN0aG9y", "cmVjdGhv", "cnJlY3Ro");
    }
  }

  @Test
  void masksTheLinesOfASecretAndKeepsTheLineBreaks() {
    add("-----BEGIN KEY-----\nMIIEvQ\nab\n-----END KEY-----\n");

    assertThat(masker.mask("> MIIEvQ < ab")).isEqualTo("> *** < ab");
    assertThat(masker.mask("-----BEGIN KEY-----\nMIIEvQ\nab\n-----END KEY-----\n."))
        .isEqualTo("***\n***\n***\n***\n.");
    assertThat(masker.mask("  -----BEGIN KEY-----\r\n  MIIEvQ\r\n"))
        .isEqualTo("  ***\r\n  ***\r\n");
  }

  @Test
  void masksTheLongValuesOfAJsonSecretAndNoBraces() {
    add("{\n \"user\": \"deployer\",\n \"port\": 5432,\n \"key\": \"l1-long\\nl2-long\"\n}");

    assertThat(masker.mask("{ deployer } 5432")).isEqualTo("{ *** } 5432");
    assertThat(masker.mask("l2-long")).isEqualTo("***");
  }

  @Test
  void masksAShortSecretButNoBlankOne() {
    add("7");
    add(" \n ");
    add("");

    assertThat(masker.mask("a 7\n b17")).isEqualTo("a ***\n b1***");
  }

  @Test
  void holdsBackWhatMayBeTheBeginningOfASecret() {
    add("abcdef");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskingSink sink = masker.stream(out::write);

    write(sink, "x abc");
    assertThat(out.toString(UTF_8)).isEqualTo("x ");
    write(sink, "def");
    assertThat(out.toString(UTF_8)).isEqualTo("x ***");
    write(sink, " abc");
    sink.flush();
    assertThat(out.toString(UTF_8)).isEqualTo("x *** abc");
  }

  @Test
  void masksASecretAddedWhileItsBeginningIsHeldBack() {
    add("abcdef");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskingSink sink = masker.stream(out::write);

    write(sink, "x abcd");
    add("cdxyz");
    write(sink, "xyz abcdef");
    sink.flush();

    assertThat(out.toString(UTF_8)).isEqualTo("x ab*** ***");
  }

  @Test
  void masksASecretThatLiesAcrossThePartsOfALongWrite() {
    add("abcdef");
    for (int before = (64 << 10) - 7; before <= 64 << 10; before++) {
      String text = "x".repeat(before) + "abcdef" + "y".repeat(64 << 10) + "abc";

      assertThat(masker.mask(text)).isEqualTo(text.replace("abcdef", "***"));
    }
  }

  @Test
  void holdsBackNoMoreThanTheLongestSecretMinusOneByte() {
    add("a".repeat(50) + "b");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskingSink sink = masker.stream(out::write);

    write(sink, "a".repeat(1000));

    assertThat(out.size()).isEqualTo(1000 - 50);
  }

  @Test
  void masksNonAsciiSecrets() {
    add("pässwörd-€");

    assertThat(masker.mask("ü pässwörd-€ ü")).isEqualTo("ü *** ü");
    assertThat(masker.mask("p\\u00e4ssw\\u00f6rd-\\u20ac")).isEqualTo("***");
  }

  private void add(String secret) {
    masker.add(Secret.of(secret));
  }

  private static void write(MaskingSink sink, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    sink.write(bytes, 0, bytes.length);
  }
}
