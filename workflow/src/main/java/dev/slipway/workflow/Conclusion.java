package dev.slipway.workflow;

import java.util.Locale;

/** How a step, job or run ended, in GitHub's words. */
public enum Conclusion {
  /** All went well. */
  SUCCESS,
  /** Something that counts went wrong. */
  FAILURE,
  /** Stopped on request or by a time limit. */
  CANCELLED,
  /** Never started: its condition was false or what it needs did not succeed. */
  SKIPPED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word as it stands in {@code needs.*.result} and {@code steps.*.conclusion}. */
  public String text() {
    return text;
  }

  /**
   * The conclusion of a whole from its parts: failure outweighs cancellation, which outweighs
   * success; all parts skipped make the whole skipped.
   */
  public static Conclusion of(Iterable<Conclusion> parts) {
    Conclusion whole = SKIPPED;
    for (Conclusion part : parts) {
      whole = worse(whole, part);
    }
    return whole;
  }

  private static Conclusion worse(Conclusion one, Conclusion other) {
    return weight(one) >= weight(other) ? one : other;
  }

  private static int weight(Conclusion conclusion) {
    return switch (conclusion) {
      case SKIPPED -> 0;
      case SUCCESS -> 1;
      case CANCELLED -> 2;
      case FAILURE -> 3;
    };
  }
}
