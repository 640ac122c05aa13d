package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Random secrets that are handed out, and the digests they are known by. They have more chance in
 * them than anybody can try, so a plain hash keeps them.
 */
final class Keys {
  /** What a token begins with, so that whoever finds one knows what it is. */
  static final String TOKEN_PREFIX = "slp_";

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 6;
  private static final int TOKEN_LETTERS = 36;
  private static final int CHECK_LETTERS = 6;
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Keys() {}

  /** The value of a new session or link. */
  static Secret secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What a token is called. */
  static String id() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A new token: the prefix, random letters, and a checksum that tells a real one from noise. */
  static Secret token() {
    StringBuilder text = new StringBuilder(TOKEN_PREFIX);
    for (int i = 0; i < TOKEN_LETTERS; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return Secret.of(text + check(text.toString()));
  }

  /** Whether a text can be a token at all. */
  static boolean looksLikeToken(String text) {
    int length = TOKEN_PREFIX.length() + TOKEN_LETTERS;
    return text.length() == length + CHECK_LETTERS
        && text.startsWith(TOKEN_PREFIX)
        && text.endsWith(check(text.substring(0, length)));
  }

  private static String check(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    long left = sum.getValue();
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < CHECK_LETTERS; i++) {
      letters.append(LETTERS.charAt((int) (left % LETTERS.length())));
      left /= LETTERS.length();
    }
    return letters.toString();
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "this JDK lacks SHA-256", e);
    }
  }
}
