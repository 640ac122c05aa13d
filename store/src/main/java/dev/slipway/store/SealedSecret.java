package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One version of a secret as it is kept: a line of words.
 *
 * @param key the id of the key that sealed it
 * @param sealed nonce, ciphertext and tag
 */
record SealedSecret(SecretLabel label, String key, String sealed) {
  private static final int WORDS = 6;
  private static final String ALL = "*";

  static SealedSecret seal(SecretLabel label, Secret value, CipherKey key) {
    byte[] sealed = key.seal(value.reveal().getBytes(StandardCharsets.UTF_8), context(label));
    return new SealedSecret(label, key.id(), Base64.getEncoder().encodeToString(sealed));
  }

  /** The value, which only the same key and an unchanged label bring back. */
  Secret open(CipherKey with) {
    byte[] bytes = Base64.getDecoder().decode(sealed);
    return with.open(bytes, context(label))
        .map(value -> Secret.of(new String(value, StandardCharsets.UTF_8)))
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.CORRUPT,
                    "the stored secret " + label.name() + " was changed; set it again"));
  }

  /** A value cannot be moved to another name, environment or version. */
  private static byte[] context(SecretLabel label) {
    String words = label.scope().orElse(ALL) + ' ' + label.name() + ' ' + label.version();
    return words.getBytes(StandardCharsets.UTF_8);
  }

  String line() {
    return String.join(
        " ",
        List.of(
            label.scope().orElse(ALL),
            label.name(),
            Integer.toString(label.version()),
            Timestamps.format(label.at()),
            key,
            sealed));
  }

  /** Reads a line; throws IllegalArgumentException or DateTimeException for any other text. */
  static SealedSecret parse(String line) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() != WORDS) {
      throw new IllegalArgumentException("a line of " + words.size() + " words");
    }
    Optional<String> scope = Optional.of(words.get(0)).filter(word -> !word.equals(ALL));
    Instant at = Timestamps.parse(words.get(3));
    SecretLabel label = new SecretLabel(scope, words.get(1), Integer.parseInt(words.get(2)), at);
    Base64.getDecoder().decode(words.get(5));
    return new SealedSecret(label, words.get(4), words.get(5));
  }
}
