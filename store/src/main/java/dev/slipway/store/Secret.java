package dev.slipway.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that nobody may see: it prints as {@code ***}, compares in constant time and refuses to
 * be serialised.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** The secret {@code value}; may be empty. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself; call it only where the value is handed to who needs it. */
  public String reveal() {
    return value;
  }

  /** Whether the value has no characters. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
