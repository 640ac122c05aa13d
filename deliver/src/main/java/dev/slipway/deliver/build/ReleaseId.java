package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Digest;

/**
 * The name of a release: the digest of everything in it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ReleaseId(String hex) {
  private static final int SHORT = 12;

  /** Refuses what is no digest. */
  public ReleaseId {
    new Digest(hex);
  }

  /** The first twelve digits: what people read, and labels and folders are named. */
  public String label() {
    return hex.substring(0, SHORT);
  }

  /** Whether a person who typed {@code start} may mean this one. */
  boolean startsWith(String start) {
    return hex.startsWith(start);
  }

  /** The form that {@link #label} shortens. */
  @Override
  public String toString() {
    return hex;
  }

  static SlipwayException unknown(String typed) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "There is no release '" + typed + "'; 'slipway releases' lists those there are");
  }
}
