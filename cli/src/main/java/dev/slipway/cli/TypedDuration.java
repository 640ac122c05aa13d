package dev.slipway.cli;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;

/** Durations as a person types them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}. */
final class TypedDuration {
  private static final int MOST_DIGITS = 9;

  private TypedDuration() {}

  /** Reads the value of an option; a wrong one is a usage error that names the option. */
  static Duration parse(String option, String typed) {
    int digits = 0;
    while (digits < typed.length() && typed.charAt(digits) >= '0' && typed.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MOST_DIGITS) {
      throw wrong(option, typed);
    }
    long number = Long.parseLong(typed.substring(0, digits));
    return switch (typed.substring(digits)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> throw wrong(option, typed);
    };
  }

  private static SlipwayException wrong(String option, String typed) {
    return new SlipwayException(
        ErrorCode.USAGE,
        option + " wants a duration such as 500ms, 10s, 5m or 2h, not '" + typed + "'");
  }
}
