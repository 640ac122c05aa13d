package dev.slipway.server.web;

import java.time.Duration;

/** Lengths of time in words. */
final class Took {
  private Took() {}

  /** A length: {@code 1h 4m}, {@code 2m 3s}, {@code 12s}, {@code 3.4s}, {@code 80ms}. */
  static String text(Duration took) {
    long millis = Math.max(0, took.toMillis());
    long seconds = millis / 1000;
    if (seconds >= 3600) {
      return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
    }
    if (seconds >= 60) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    if (seconds >= 10) {
      return seconds + "s";
    }
    if (seconds >= 1) {
      return seconds + "." + millis % 1000 / 100 + "s";
    }
    return millis + "ms";
  }

  /** How long something is past: {@code 3 min ago}. */
  static String ago(Duration past) {
    long seconds = past.toSeconds();
    if (seconds >= 86_400) {
      return seconds / 86_400 + " d ago";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + " h ago";
    }
    if (seconds >= 60) {
      return seconds / 60 + " min ago";
    }
    return seconds < 10 ? "just now" : seconds + " s ago";
  }
}
