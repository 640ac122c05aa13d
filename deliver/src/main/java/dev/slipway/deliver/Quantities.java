package dev.slipway.deliver;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Durations and sizes as slipway.yaml writes them. */
final class Quantities {
  private static final int MOST_DIGITS = 9;

  private Quantities() {}

  /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 7d}; empty for anything else. */
  static Optional<Duration> duration(String text) {
    int digits = digits(text);
    if (digits == 0) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      case "d" -> Optional.of(Duration.ofDays(number));
      default -> Optional.empty();
    };
  }

  /** Bytes of {@code 512MiB}, {@code 1GiB} or {@code 64KiB}; empty for anything else. */
  static OptionalLong bytes(String text) {
    int digits = digits(text);
    if (digits == 0) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits).toLowerCase(Locale.ROOT)) {
      case "kib" -> OptionalLong.of(number << 10);
      case "mib" -> OptionalLong.of(number << 20);
      case "gib" -> OptionalLong.of(number << 30);
      default -> OptionalLong.empty();
    };
  }

  private static int digits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits > MOST_DIGITS) {
      return 0;
    }
    return digits;
  }
}
