package dev.slipway.runner;

import java.time.Duration;

/**
 * A text that refuses to be read for longer than a time limit, so that a regular expression that
 * backtracks without end stops. The time counts from the first look at the clock. For one thread.
 */
final class TimedText implements CharSequence {
  /** Reads between two looks at the clock: about a microsecond. */
  private static final int READS_A_LOOK = 512;

  private final String text;
  private final Duration limit;
  private int reads;
  private int looks;
  private long start;

  TimedText(String text, Duration limit) {
    this.text = text;
    this.limit = limit;
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
      look();
    }
    return text.charAt(index);
  }

  private void look() {
    long now = System.nanoTime();
    if (looks++ == 0) {
      start = now;
    }
    if (now - start > limit.toNanos()) {
      throw new Expired();
    }
  }

  /** The time counts anew. */
  void restart() {
    looks = 0;
  }

  boolean contains(String part) {
    return text.contains(part);
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
