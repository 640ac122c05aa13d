package dev.slipway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class MaskerPropertyTest {
  @Property(tries = 2000)
  void masksWhatThePlainestMaskerMasksHoweverTheTextIsCut(
      @ForAll @Size(min = 1, max = 5) List<@From("crowded") String> secrets,
      @ForAll @Size(max = 30) List<@From("crowded") String> words,
      @ForAll long seed) {
    Random random = new Random(seed);
    String text = text(secrets, words, random);
    Masker masker = masker(secrets);

    String masked = inPieces(masker, text, random);

    assertThat(masked).isEqualTo(new PlainMasker(secrets).mask(text));
    assertThat(masker.mask(text)).isEqualTo(masked);
  }

  @Property(tries = 1000)
  void letsNoCommonFormOfASecretThrough(
      @ForAll @From("secret") String secret,
      @ForAll @Size(max = 6) List<@From("word") String> words,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = secret.getBytes(UTF_8);
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    forms.add(URLEncoder.encode(secret, UTF_8));
    forms.add(URLEncoder.encode(secret, UTF_8).replace("+", "%20"));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(Base64.getEncoder().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes));
    Masker masker = masker(List.of(secret));

    String masked = inPieces(masker, text(forms, words, random), random);

    assertThat(masked).doesNotContain(forms);
  }

  @Property(tries = 500)
  void masksABase64TextThatHoldsASecretAnywhere(
      @ForAll @From("secret") String secret,
      @ForAll @From("word") String before,
      @ForAll @From("word") String after) {
    String encoded = Base64.getEncoder().encodeToString((before + secret + after).getBytes(UTF_8));

    String masked = masker(List.of(secret)).mask(encoded);

    assertThat(masked).contains("***");
    assertThat(masked.replace("***", "").length())
        .isLessThan(4 + encoded.length() - secret.length());
  }

  @Property(tries = 300)
  void findsSecretsAddedBetweenWritesFromThenOn(
      @ForAll @From("secret") String first,
      @ForAll @From("secret") String second,
      @ForAll @From("word") String between) {
    Masker masker = masker(List.of(first));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskingSink sink = masker.stream(out::write);
    write(sink, between + " " + first + "|");
    masker.add(Secret.of(second));
    write(sink, first + between + " " + second + "|" + first + second);
    sink.flush();

    assertThat(out.toString(UTF_8)).doesNotContain(first, second);
  }

  /** Few letters, so that secrets overlap each other and themselves. */
  @Provide
  Arbitrary<String> crowded() {
    return Arbitraries.strings().withChars("aab%\n+=é").ofMinLength(1).ofMaxLength(9);
  }

  @Provide
  Arbitrary<String> secret() {
    return Arbitraries.strings()
        .withCharRange('!', ')')
        .withCharRange('+', '~')
        .withChars("  é€")
        .ofMinLength(8)
        .ofMaxLength(90)
        .filter(text -> text.strip().length() == text.length());
  }

  @Provide
  Arbitrary<String> word() {
    return Arbitraries.strings().alpha().ofMinLength(0).ofMaxLength(12);
  }

  private static String text(List<String> forms, List<String> words, Random random) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(word);
      String form = forms.get(random.nextInt(forms.size()));
      text.append(form, 0, random.nextInt(4) == 0 ? random.nextInt(form.length()) : form.length());
    }
    return text.toString();
  }

  private static Masker masker(List<String> secrets) {
    Masker masker = new Masker();
    secrets.forEach(secret -> masker.add(Secret.of(secret)));
    return masker;
  }

  private static String inPieces(Masker masker, String text, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MaskingSink sink = masker.stream(out::write);
    byte[] bytes = text.getBytes(UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, random.nextInt(12));
      sink.write(bytes, at, length);
      at += length;
    }
    sink.flush();
    return out.toString(UTF_8);
  }

  private static void write(MaskingSink sink, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    sink.write(bytes, 0, bytes.length);
  }
}
