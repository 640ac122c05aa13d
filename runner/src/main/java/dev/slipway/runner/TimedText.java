package dev.slipway.runner;

/**
 * A text that refuses to be read after a deadline, so that a regular expression that backtracks
 * without end stops. For one thread.
 */
final class TimedText implements CharSequence {
  /** Reads between two looks at the clock: about a microsecond. */
  private static final int READS_A_LOOK = 512;

  private final String text;
  private final long deadline;
  private int reads;

  /**
   * @param deadline a value of {@link System#nanoTime()}
   */
  TimedText(String text, long deadline) {
    this.text = text;
    this.deadline = deadline;
  }

  /** Reading took longer than allowed. */
  static final class Expired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Expired() {
      super("The regular expression took too long", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (++reads == READS_A_LOOK) {
      reads = 0;
      if (System.nanoTime() - deadline > 0) {
        throw new Expired();
      }
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
