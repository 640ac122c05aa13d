package dev.slipway.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What everybody may know about a stored secret: all but its value.
 *
 * @param scope the environment it is for; empty for all of them
 * @param version counts from 1 for each name and scope
 * @param at when this version was stored
 */
public record SecretLabel(Optional<String> scope, String name, int version, Instant at) {
  private static final int LONGEST = 200;

  /** Refuses what {@link #isName} and {@link #isScope} do. */
  public SecretLabel {
    if (!isName(name) || !scope.map(SecretLabel::isScope).orElse(true) || version < 1) {
      throw new IllegalArgumentException("not the label of a secret");
    }
  }

  /** Whether a text can name a secret: letters, digits and '_', no digit first. */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && !Character.isDigit(text.charAt(0))
        && text.chars().allMatch(SecretLabel::isNameCharacter);
  }

  private static boolean isNameCharacter(int character) {
    return character < 0x80 && (Character.isLetterOrDigit(character) || character == '_');
  }

  private static boolean isScope(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(character -> isNameCharacter(character) || character == '-');
  }

  /** Whether both are versions of one secret. */
  boolean isSameSecret(SecretLabel other) {
    return name.equals(other.name) && scope.equals(other.scope);
  }
}
