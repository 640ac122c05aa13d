package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a secret store, the current one first. There is more than one only while secrets are
 * being sealed anew: the file then holds the new and the old key, so that a crash loses neither.
 */
final class KeyRing {
  private final PrivateFile file;
  private final Optional<Secret> given;

  /**
   * Keys of a file.
   *
   * @param given the key itself, which makes the file unnecessary
   */
  KeyRing(PrivateFile file, Optional<Secret> given) {
    this.file = file;
    this.given = given;
  }

  /** Whether the key comes from outside and not from the file. */
  boolean isGiven() {
    return given.isPresent();
  }

  /** The key that seals; made when there is none yet. */
  CipherKey current() {
    List<CipherKey> keys = keys();
    if (!keys.isEmpty()) {
      return keys.getFirst();
    }
    CipherKey key = CipherKey.random();
    keep(List.of(key));
    return key;
  }

  /** The key of that id; a fault that says how to get it if it is not here. */
  CipherKey find(String id) {
    List<CipherKey> keys = keys();
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> missing(id, keys));
  }

  private SlipwayException missing(String id, List<CipherKey> keys) {
    String here = "there is none";
    if (!keys.isEmpty()) {
      here = "the one at hand is " + keys.getFirst().id();
    }
    String source = file.path().toString();
    if (isGiven()) {
      source = "SLIPWAY_KEY";
    }
    return new SlipwayException(
        ErrorCode.INVALID_INPUT,
        "the secrets are sealed with key "
            + id
            + " and "
            + here
            + " ("
            + source
            + "); bring back that key, or remove the secrets and set them again");
  }

  /** All keys, the current one first. */
  List<CipherKey> keys() {
    if (given.isPresent()) {
      return List.of(parse(given.get().reveal(), "SLIPWAY_KEY"));
    }
    List<CipherKey> keys = new ArrayList<>();
    for (String line : file.read().orElse("").lines().toList()) {
      if (!line.isBlank()) {
        keys.add(parse(line, file.path().toString()));
      }
    }
    return keys;
  }

  /** The key a text holds; the fault never quotes it. */
  static CipherKey parse(String text, String source) {
    return CipherKey.parse(text)
        .orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.INVALID_INPUT,
                    source
                        + " holds no key: it has to be 32 random bytes in Base64, as"
                        + " 'openssl rand -base64 32' prints them"));
  }

  /** Makes these the keys of the file, the current one first. */
  void keep(List<CipherKey> keys) {
    StringBuilder text = new StringBuilder();
    keys.forEach(key -> text.append(key.text()).append('\n'));
    file.write(text.toString());
  }
}
