package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.HexFormat;

/**
 * The name of a blob: the SHA-256 of its content, in 64 lower-case hexadecimal digits.
 *
 * @param hex the digits
 */
public record Digest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final int DIGITS = 64;

  /** Refuses anything but 64 lower-case hexadecimal digits. */
  public Digest {
    if (!isDigest(hex)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "'" + hex + "' is not a SHA-256 digest: 64 digits 0-9 and a-f are needed");
    }
  }

  /** The digest in {@code text}, of the form {@code sha256:…}. */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "'" + text + "' is not a digest: it must begin with " + PREFIX);
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** The digest of {@code content}. */
  static Digest ofContent(byte[] content) {
    return of(VerifyingInput.sha256().digest(content));
  }

  static Digest of(byte[] sha256) {
    return new Digest(HexFormat.of().formatHex(sha256));
  }

  static boolean isDigest(String hex) {
    if (hex.length() != DIGITS) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      char c = hex.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The form {@code sha256:…}, which {@link #parse} reads. */
  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
