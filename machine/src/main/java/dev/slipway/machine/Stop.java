package dev.slipway.machine;

import java.time.Duration;

/**
 * How patiently a process is stopped: SIGINT, a wait, SIGTERM, a wait, then SIGKILL for its whole
 * tree.
 */
public record Stop(Duration afterInterrupt, Duration afterTerminate) {
  /** As GitHub's runner cancels a step: 7.5 s, then 2.5 s. */
  public static final Stop GRACEFUL = new Stop(Duration.ofMillis(7500), Duration.ofMillis(2500));

  /** SIGKILL at once. */
  public static final Stop AT_ONCE = new Stop(Duration.ZERO, Duration.ZERO);

  /** A stage of zero length is left out. */
  public Stop {
    if (afterInterrupt.isNegative() || afterTerminate.isNegative()) {
      throw new IllegalArgumentException("A wait cannot be negative");
    }
  }
}
