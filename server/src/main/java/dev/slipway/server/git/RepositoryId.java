package dev.slipway.server.git;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;

/**
 * Owner and name of a hosted repository, as in {@code acme/shop}; both are safe as names of files.
 *
 * <p>A part is 1 to 100 letters, digits, dots, dashes and underlines of ASCII, begins with a letter
 * or a digit and does not end in {@code .git} or {@code .lock}.
 */
public record RepositoryId(String owner, String name) implements Comparable<RepositoryId> {
  private static final int LONGEST = 100;
  private static final String FOLDER_END = ".git";

  /** Refuses what could leave a folder or stand for something else. */
  public RepositoryId {
    if (!isPart(owner) || !isPart(name)) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "'"
              + owner
              + "/"
              + name
              + "' is no name of a repository; use OWNER/NAME of letters, digits, '.', '-' and"
              + " '_'");
    }
  }

  /**
   * Reads {@code owner/name}, with or without {@code .git} at the end.
   *
   * @throws SlipwayException INVALID_INPUT when it is none
   */
  public static RepositoryId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "'" + text + "' is no name of a repository; write OWNER/NAME");
    }
    String name = text.substring(slash + 1);
    if (name.endsWith(FOLDER_END)) {
      name = name.substring(0, name.length() - FOLDER_END.length());
    }
    return new RepositoryId(text.substring(0, slash), name);
  }

  private static boolean isPart(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && isLetterOrDigit(text.charAt(0))
        && text.chars().allMatch(RepositoryId::isAllowed)
        && !text.contains("..")
        && !text.endsWith(FOLDER_END)
        && !text.endsWith(".lock")
        && !text.endsWith(".");
  }

  private static boolean isAllowed(int character) {
    return isLetterOrDigit(character) || character == '.' || character == '-' || character == '_';
  }

  private static boolean isLetterOrDigit(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }

  /** Whether this and another one differ in upper and lower case at most. */
  boolean isLike(RepositoryId other) {
    return owner.equalsIgnoreCase(other.owner) && name.equalsIgnoreCase(other.name);
  }

  @Override
  public int compareTo(RepositoryId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
