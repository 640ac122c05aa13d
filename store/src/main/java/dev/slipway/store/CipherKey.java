package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256-GCM (NIST SP 800-38D) and what it seals; immutable, safe for use by many
 * threads. It never prints.
 */
final class CipherKey {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;
  private final String id;

  private CipherKey(byte[] bytes) {
    this.bytes = bytes;
    this.id = idOf(bytes);
  }

  static CipherKey random() {
    byte[] bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    return new CipherKey(bytes);
  }

  /** The key a text holds, as {@link #text} writes it; empty if it is none. */
  static Optional<CipherKey> parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      if (bytes.length == KEY_BYTES) {
        return Optional.of(new CipherKey(bytes));
      }
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static String idOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("slipway secret key".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(key), ID_BYTES));
    } catch (GeneralSecurityException missing) {
      throw new SlipwayException(ErrorCode.INTERNAL, "this Java has no SHA-256", missing);
    }
  }

  /** Tells keys apart and betrays nothing of them. */
  String id() {
    return id;
  }

  /** The key itself in Base64; only for the file that keeps it. */
  String text() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Seals a value together with a context that is not stored but must be the same to open it. */
  byte[] seal(byte[] value, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(value);
      byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      return both;
    } catch (GeneralSecurityException refused) {
      throw new SlipwayException(ErrorCode.INTERNAL, "AES-256-GCM is not to be had", refused);
    }
  }

  /** Opens what {@link #seal} made; empty if it was changed or sealed otherwise. */
  Optional<byte[]> open(byte[] sealed, byte[] context) {
    if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException changed) {
      return Optional.empty();
    } catch (GeneralSecurityException refused) {
      throw new SlipwayException(ErrorCode.INTERNAL, "AES-256-GCM is not to be had", refused);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
