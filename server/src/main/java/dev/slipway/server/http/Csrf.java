package dev.slipway.server.http;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that a form of ours carries and one of another site cannot know; safe for use by many
 * threads.
 *
 * <p>A token is the MAC of the cookie it belongs to, hidden by random bytes that stand before it:
 * it is another one in each page, so that compressed pages do not give it away.
 */
final class Csrf {
  private static final int MAC_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  /** Tokens of a key of at least 16 bytes. */
  Csrf(byte[] key) {
    if (key.length < 16) {
      throw new SlipwayException(ErrorCode.INTERNAL, "the key of the forms is too short");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The value of a new cookie that tokens can belong to. */
  static String newCookie() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return text(bytes);
  }

  String token(String cookie) {
    byte[] both = new byte[2 * MAC_BYTES];
    byte[] pad = new byte[MAC_BYTES];
    RANDOM.nextBytes(pad);
    System.arraycopy(pad, 0, both, 0, MAC_BYTES);
    System.arraycopy(hide(mac(cookie), pad), 0, both, MAC_BYTES, MAC_BYTES);
    return text(both);
  }

  boolean accepts(String cookie, String token) {
    byte[] both;
    try {
      both = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (both.length != 2 * MAC_BYTES) {
      return false;
    }
    byte[] pad = Arrays.copyOf(both, MAC_BYTES);
    byte[] mac = hide(Arrays.copyOfRange(both, MAC_BYTES, 2 * MAC_BYTES), pad);
    return MessageDigest.isEqual(mac, mac(cookie));
  }

  private static byte[] hide(byte[] bytes, byte[] pad) {
    byte[] hidden = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      hidden[i] = (byte) (bytes[i] ^ pad[i]);
    }
    return hidden;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] mac(String cookie) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(cookie.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new SlipwayException(ErrorCode.INTERNAL, "this JDK lacks " + ALGORITHM, e);
    }
  }
}
