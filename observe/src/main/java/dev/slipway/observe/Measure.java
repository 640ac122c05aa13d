package dev.slipway.observe;

/**
 * One thing a verdict looked at, and what it says.
 *
 * @param subject what was looked at
 * @param standing what it says
 * @param odds the evidence for harm: chance alone reaches {@code x} with a probability of at most
 *     {@code 1/x}, however often one looks
 * @param needed the odds from which it counts as proven
 * @param text the same in words, with the figures
 */
public record Measure(Subject subject, Standing standing, double odds, double needed, String text) {
  /** What a verdict looks at. */
  public enum Subject {
    /** Whether enough requests were seen. */
    TRAFFIC,
    /** Whether each release got its share of them. */
    SPLIT,
    /** Failed requests. */
    ERRORS,
    /** Slow requests. */
    LATENCY
  }

  /** What a measure says. */
  public enum Standing {
    /** All is well. */
    GOOD,
    /** Nothing is proven yet. */
    OPEN,
    /** Harm is proven, or for the split: the figures cannot be trusted. */
    BAD
  }

  @Override
  public String toString() {
    return text;
  }
}
