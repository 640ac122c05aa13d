package dev.slipway.deliver;

/** What an environment of slipway.yaml is called; fit for folders, labels and host names. */
public record EnvironmentName(String text) implements Comparable<EnvironmentName> {
  private static final int LONGEST = 40;

  /** Refuses what {@link #isOne} does. */
  public EnvironmentName {
    if (!isOne(text)) {
      throw new IllegalArgumentException("not an environment's name: " + text);
    }
  }

  /** Whether a text is lower-case letters, digits and dashes, beginning with a letter. */
  static boolean isOne(String text) {
    return ComponentName.isName(text, LONGEST);
  }

  @Override
  public int compareTo(EnvironmentName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
