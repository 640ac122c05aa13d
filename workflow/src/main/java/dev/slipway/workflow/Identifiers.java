package dev.slipway.workflow;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ids within one scope: checks those the user wrote, makes those that are missing. */
final class Identifiers {
  private static final int LONGEST = 100;
  private static final String RESERVED = "__";

  private final Set<String> taken = new HashSet<>();

  /** Takes an id, or says why it cannot be used. */
  Optional<String> take(String id) {
    if (id.isEmpty() || !isValid(id) || id.length() >= LONGEST) {
      return Optional.of(
          "The identifier '"
              + id
              + "' is invalid. IDs may only contain alphanumeric characters, '_', and '-'. IDs must"
              + " start with a letter or '_' and and must be less than 100 characters.");
    }
    if (id.startsWith(RESERVED)) {
      return Optional.of(reserved(id));
    }
    if (!taken.add(id.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "The identifier '" + id + "' may not be used more than once within the same scope.");
    }
    return Optional.empty();
  }

  static String reserved(String id) {
    return "The identifier '" + id + "' is invalid. IDs starting with '__' are reserved.";
  }

  /** Makes an id of a text: {@code __text}, with {@code _2} and so on when that is taken. */
  String generate(String text) {
    StringBuilder name = new StringBuilder(RESERVED);
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      name.append(isLetter(character) || isLater(character) ? character : '_');
    }
    for (int attempt = 1; ; attempt++) {
      String suffix = attempt == 1 ? "" : "_" + attempt;
      String id = name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
      if (taken.add(id.toLowerCase(Locale.ROOT))) {
        return id;
      }
    }
  }

  private static boolean isValid(String id) {
    for (int index = 0; index < id.length(); index++) {
      char character = id.charAt(index);
      if (!isLetter(character) && !(index > 0 && isLater(character))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_';
  }

  private static boolean isLater(char character) {
    return (character >= '0' && character <= '9') || character == '-';
  }
}
