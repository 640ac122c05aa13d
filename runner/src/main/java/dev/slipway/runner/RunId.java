package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The identity of one run; sorts by the time it was made.
 *
 * @param value {@code yyyyMMdd-HHmmss-xxxx}, where the last part tells runs of one second apart
 */
public record RunId(String value) {
  /** Refuses what could leave a folder or confuse a reader. */
  public RunId {
    if (value.isEmpty() || !value.chars().allMatch(RunId::allowed) || value.charAt(0) == '.') {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "'" + value + "' is no run id");
    }
  }

  private static boolean allowed(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
  }

  /** A new id; {@code salt} keeps two runs of the same second apart. */
  public static RunId at(Instant now, long salt) {
    ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
    return new RunId(
        "%04d%02d%02d-%02d%02d%02d-%04x"
            .formatted(
                utc.getYear(),
                utc.getMonthValue(),
                utc.getDayOfMonth(),
                utc.getHour(),
                utc.getMinute(),
                utc.getSecond(),
                salt & 0xffff));
  }

  @Override
  public String toString() {
    return value;
  }
}
