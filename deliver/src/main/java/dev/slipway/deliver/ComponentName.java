package dev.slipway.deliver;

/** What a component of slipway.yaml is called; fit for folders, labels and host names. */
public record ComponentName(String text) implements Comparable<ComponentName> {
  private static final int LONGEST = 40;

  /** Refuses what {@link #isOne} does. */
  public ComponentName {
    if (!isOne(text)) {
      throw new IllegalArgumentException("not a component's name: " + text);
    }
  }

  /** Whether a text is lower-case letters, digits and dashes, beginning with a letter. */
  static boolean isOne(String text) {
    return isName(text, LONGEST);
  }

  static boolean isName(String text, int longest) {
    if (text.isEmpty() || text.length() > longest || text.endsWith("-")) {
      return false;
    }
    char first = text.charAt(0);
    return first >= 'a' && first <= 'z' && text.chars().allMatch(ComponentName::isNameCharacter);
  }

  private static boolean isNameCharacter(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || character == '-';
  }

  @Override
  public int compareTo(ComponentName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
