package dev.slipway.runner.action;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which names artifacts and the files in them may have, so that every file system takes them. */
final class ArtifactNames {
  private static final Map<Character, String> IN_PATHS = new LinkedHashMap<>();
  private static final Map<Character, String> IN_NAMES = new LinkedHashMap<>();

  static {
    IN_PATHS.put('"', " Double quote \"");
    IN_PATHS.put(':', " Colon :");
    IN_PATHS.put('<', " Less than <");
    IN_PATHS.put('>', " Greater than >");
    IN_PATHS.put('|', " Vertical bar |");
    IN_PATHS.put('*', " Asterisk *");
    IN_PATHS.put('?', " Question mark ?");
    IN_PATHS.put('\r', " Carriage return \\r");
    IN_PATHS.put('\n', " Line feed \\n");
    IN_NAMES.putAll(IN_PATHS);
    IN_NAMES.put('\\', " Backslash \\");
    IN_NAMES.put('/', " Forward slash /");
  }

  private ArtifactNames() {}

  /**
   * Accepts the name of an artifact.
   *
   * @throws InputException in the words of the original
   */
  static void checkName(String name) {
    if (name.isEmpty()) {
      throw new InputException("Provided artifact name input during validation is empty");
    }
    check(
        name,
        IN_NAMES,
        "The artifact name is not valid: ",
        "These characters are not allowed in the artifact name due to limitations with certain"
            + " file systems such as NTFS. To maintain file system agnostic behavior, these"
            + " characters are intentionally not allowed to prevent potential problems with"
            + " downloads on different file systems.");
  }

  /**
   * Accepts the path of a file in an artifact.
   *
   * @throws InputException in the words of the original
   */
  static void checkPath(String path) {
    check(
        path,
        IN_PATHS,
        "The path for one of the files in artifact is not valid: ",
        "The following characters are not allowed in files that are uploaded due to limitations"
            + " with certain file systems such as NTFS. To maintain file system agnostic behavior,"
            + " these characters are intentionally not allowed to prevent potential problems with"
            + " downloads on different file systems.");
  }

  private static void check(
      String text, Map<Character, String> refused, String complaint, String reason) {
    refused.forEach(
        (character, description) -> {
          if (text.indexOf(character) >= 0) {
            throw new InputException(
                complaint
                    + text
                    + ". Contains the following character: "
                    + description
                    + "\n\nInvalid characters include: "
                    + String.join(",", refused.values())
                    + "\n\n"
                    + reason);
          }
        });
  }
}
