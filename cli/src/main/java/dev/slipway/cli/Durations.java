package dev.slipway.cli;

import java.time.Duration;

/** Durations as a person reads them: {@code 85ms}, {@code 4.2s}, {@code 3m 07s}, {@code 1h 02m}. */
final class Durations {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private Durations() {}

  /** Three or four figures at most. */
  static String exact(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < SECOND) {
      return millis + "ms";
    }
    // Rounded first: 59.96 s is a minute, not "60.0s".
    long tenths = (millis + 50) / 100;
    if (tenths < 600) {
      return tenths / 10 + "." + tenths % 10 + "s";
    }
    return minutesAndMore(millis);
  }

  /** Whole seconds, for a figure that ticks. */
  static String ticking(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < MINUTE) {
      return millis / SECOND + "s";
    }
    return minutesAndMore(millis);
  }

  private static String minutesAndMore(long millis) {
    if (millis < HOUR) {
      long seconds = millis / SECOND;
      return seconds / 60 + "m " + twoDigits(seconds % 60) + "s";
    }
    long minutes = millis / MINUTE;
    return minutes / 60 + "h " + twoDigits(minutes % 60) + "m";
  }

  private static String twoDigits(long number) {
    if (number < 10) {
      return "0" + number;
    }
    return Long.toString(number);
  }
}
