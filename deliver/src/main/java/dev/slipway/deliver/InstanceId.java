package dev.slipway.deliver;

/**
 * What one instance is called: chosen before it is started, so that starting it twice starts one.
 *
 * @param text 1 to 80 characters out of {@code a-z 0-9 -}, so that it can name a folder
 */
public record InstanceId(String text) implements Comparable<InstanceId> {
  private static final int LONGEST = 80;

  /** Refuses what could name anything else. */
  public InstanceId {
    if (text.isEmpty()
        || text.length() > LONGEST
        || text.startsWith("-")
        || !text.chars().allMatch(InstanceId::isAllowed)) {
      throw new IllegalArgumentException("not the id of an instance: '" + text + "'");
    }
  }

  @Override
  public int compareTo(InstanceId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isAllowed(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || character == '-';
  }
}
