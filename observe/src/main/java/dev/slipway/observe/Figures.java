package dev.slipway.observe;

import java.time.Duration;

/** Numbers as a person reads them. */
final class Figures {
  private static final double BEYOND_DOUBT = 1_000_000;

  private Figures() {}

  /** A share as {@code 0.97 %}, {@code 5.0 %} or {@code 52 %}. */
  static String percent(double share) {
    double percent = share * 100;
    if (percent == 0) {
      return "0 %";
    }
    if (percent < 0.995) {
      return decimal(Math.max(1, Math.round(percent * 100)), 100) + " %";
    }
    if (percent < 9.95) {
      return decimal(Math.round(percent * 10), 10) + " %";
    }
    return Math.round(percent) + " %";
  }

  /** Odds as {@code 340 : 1}. */
  static String odds(double odds) {
    if (odds > BEYOND_DOUBT) {
      return "beyond 1000000 : 1";
    }
    return Math.round(odds) + " : 1";
  }

  /** A latency in milliseconds, from 10 s on in seconds. */
  static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    if (millis < 10) {
      return decimal(Math.round(millis * 10), 10) + " ms";
    }
    if (millis < 10_000) {
      return Math.round(millis) + " ms";
    }
    return Math.round(millis / 1000) + " s";
  }

  static String count(long count, String what) {
    if (count == 1) {
      return "1 " + what;
    }
    return count + " " + what + "s";
  }

  private static String decimal(long scaled, long scale) {
    long rest = scaled % scale;
    StringBuilder digits = new StringBuilder().append(scaled / scale).append('.');
    for (long each = scale / 10; each > rest && each > 1; each /= 10) {
      digits.append('0');
    }
    return digits.append(rest).toString();
  }
}
