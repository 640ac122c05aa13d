package dev.slipway.deliver;

import java.time.Duration;

/** Lengths of time as people say them. */
final class Spans {
  private Spans() {}

  /** For example {@code 90 s}, {@code 15 min} or {@code 2 h}: the largest unit that is whole. */
  static String text(Duration span) {
    if (span.toSeconds() == 0) {
      return span.toMillis() + " ms";
    }
    if (span.toSecondsPart() != 0 || span.toSeconds() < 120) {
      return span.toSeconds() + " s";
    }
    if (span.toMinutesPart() != 0 || span.toMinutes() < 120) {
      return span.toMinutes() + " min";
    }
    return span.toHours() + " h";
  }
}
