package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * PostHog's hash of a feature flag's variant: the share of the traffic, the flag and the cohort of
 * the analytics are then the same function of the same id. Not safe for use by several threads.
 *
 * <p>As posthog-python and posthog-js compute it for local evaluation: the first 15 hexadecimal
 * digits of SHA-1 over {@code KEY.ID} and the salt {@code variant}, as a fraction of the largest
 * such number.
 */
final class FlagHash {
  /** The key of the flag; its variants are {@code stable} and then {@code canary}. */
  static final String FLAG = "slipway-canary";

  private static final double LARGEST = 0xFFFFFFFFFFFFFFFL;

  private final MessageDigest sha1;

  FlagHash() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new SlipwayException(ErrorCode.INTERNAL, "no SHA-1", everyJdkHasIt);
    }
  }

  /** Where an id lies between 0 and 1. */
  double of(String id) {
    byte[] digest = sha1.digest((FLAG + "." + id + "variant").getBytes(StandardCharsets.UTF_8));
    long number = 0;
    for (int i = 0; i < 7; i++) {
      number = number << 8 | (digest[i] & 0xFF);
    }
    number = number << 4 | (digest[7] & 0xFF) >> 4;
    return number / LARGEST;
  }

  /**
   * Whether an id belongs to the canary when it has a share. The canary is the upper end of the
   * range, so a growing share takes more ids and loses none.
   */
  boolean isCanary(String id, int percent) {
    return of(id) >= 1 - percent / 100.0;
  }
}
