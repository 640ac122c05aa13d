package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of passwords: Argon2id (RFC 9106) with 19 MiB and two passes, written as a PHC string;
 * safe for use by many threads, two of which work at a time.
 */
final class Passwords {
  static final int SHORTEST = 10;
  private static final int LONGEST = 200;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final long WAIT_SECONDS = 10;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Semaphore places = new Semaphore(2);

  /** What is compared with when there is no such user, so that it takes as long. */
  private final String nobodys = hash(Secret.of("nobody's password"));

  /**
   * Checks that a password is one.
   *
   * @throws SlipwayException INVALID_INPUT saying what it lacks
   */
  static void check(String user, Secret password) {
    int length = password.reveal().length();
    if (length < SHORTEST || length > LONGEST) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a password has " + SHORTEST + " to " + LONGEST + " characters");
    }
    if (password.reveal().toLowerCase(Locale.ROOT).contains(user)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "a password does not contain the name of its user");
    }
  }

  String hash(Secret password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = work(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    Base64.Encoder text = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + MEMORY_KIB
        + ",t="
        + PASSES
        + ",p="
        + LANES
        + "$"
        + text.encodeToString(salt)
        + "$"
        + text.encodeToString(hash);
  }

  boolean fits(Secret password, String hash) {
    Matcher form = FORM.matcher(hash);
    if (!form.matches()) {
      throw new SlipwayException(ErrorCode.CORRUPT, "the hash of a password is damaged");
    }
    byte[] wanted = Base64.getDecoder().decode(form.group(5));
    byte[] computed =
        work(
            password,
            Base64.getDecoder().decode(form.group(4)),
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)),
            wanted.length);
    return MessageDigest.isEqual(computed, wanted);
  }

  /** Works as long as for a user who is there. */
  void fitsNobody(Secret password) {
    fits(password, nobodys);
  }

  private byte[] work(Secret password, byte[] salt, int memory, int passes, int lanes, int length) {
    take();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      byte[] hash = new byte[length];
      generator.generateBytes(password.reveal().getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      places.release();
    }
  }

  private void take() {
    try {
      if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SlipwayException(
            ErrorCode.TIMED_OUT, "too many people sign in at once; try again in a moment");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(ErrorCode.TIMED_OUT, "interrupted while signing in", e);
    }
  }
}
