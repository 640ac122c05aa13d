package dev.slipway.runner;

import java.time.Duration;

/** Lengths of time as a person reads them. */
final class Spans {
  private Spans() {}

  /** {@code 1 minute}, {@code 90 minutes}, {@code 0.5 minutes}. */
  static String minutes(Duration span) {
    double minutes = span.toMillis() / 60_000.0;
    if (minutes == 1) {
      return "1 minute";
    }
    if (minutes == Math.rint(minutes)) {
      return (long) minutes + " minutes";
    }
    return minutes + " minutes";
  }
}
