package dev.slipway.machine;

import java.time.Duration;

/**
 * What happens when a kept process ends by itself: it is started again after a wait that doubles
 * with each failure in a row.
 *
 * @param firstDelay the wait after the first failure
 * @param longestDelay the wait that doubling stops at
 * @param stableAfter a process that ran this long, in whole seconds, has failed for the first time
 *     again
 * @param attempts how many failures in a row are answered by another start; 0 for any number
 */
public record RestartPolicy(
    Mode mode, Duration firstDelay, Duration longestDelay, Duration stableAfter, int attempts) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Always, after 0.5 s and then up to 30 s, for ever; a minute of running counts as stable. */
  public static final RestartPolicy ALWAYS =
      new RestartPolicy(
          Mode.ALWAYS, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1), 0);

  /** Not at all. */
  public static final RestartPolicy NEVER = ALWAYS.with(Mode.NEVER);

  /** When it is started again. */
  public enum Mode {
    /** Whatever its exit code was. */
    ALWAYS("always"),
    /** When its exit code was not 0. */
    ON_FAILURE("on-failure"),
    /** Not at all. */
    NEVER("never");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /** The word a user writes for it. */
    public String word() {
      return word;
    }
  }

  /** Waits are 1 ms to a day. */
  public RestartPolicy {
    if (firstDelay.toMillis() < 1
        || longestDelay.compareTo(firstDelay) < 0
        || longestDelay.compareTo(LONGEST) > 0
        || stableAfter.isNegative()
        || attempts < 0) {
      throw new IllegalArgumentException("Not a restart policy: " + mode + " " + firstDelay);
    }
  }

  /** The same waits for another mode. */
  public RestartPolicy with(Mode other) {
    return new RestartPolicy(other, firstDelay, longestDelay, stableAfter, attempts);
  }
}
