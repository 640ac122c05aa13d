package dev.slipway.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Instants as ISO-8601 text in UTC with exactly six decimals.
 *
 * <p>Written and read by hand: the formatters of java.time take longer to load than a whole step of
 * a run takes.
 */
final class Timestamps {
  private static final int LENGTH = "2026-11-01T00:00:00.000000Z".length();

  private static final Instant FIRST = LocalDateTime.of(0, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
  private static final Instant END = LocalDateTime.of(10_000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);

  private Timestamps() {}

  /** {@code at} without what the text form cannot hold. */
  static Instant truncate(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether the text form can hold {@code at}: its year is within 0 to 9999. */
  static boolean isWritable(Instant at) {
    return !at.isBefore(FIRST) && at.isBefore(END);
  }

  /** The text form of a writable instant. */
  static String format(Instant at) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
    char[] text = new char[LENGTH];
    put(text, 0, 4, time.getYear());
    text[4] = '-';
    put(text, 5, 2, time.getMonthValue());
    text[7] = '-';
    put(text, 8, 2, time.getDayOfMonth());
    text[10] = 'T';
    put(text, 11, 2, time.getHour());
    text[13] = ':';
    put(text, 14, 2, time.getMinute());
    text[16] = ':';
    put(text, 17, 2, time.getSecond());
    text[19] = '.';
    put(text, 20, 6, at.getNano() / 1000);
    text[26] = 'Z';
    return new String(text);
  }

  /** Any ISO-8601 instant in UTC; our own form by the short way. */
  static Instant parse(String text) throws DateTimeException {
    if (text.length() != LENGTH || text.charAt(19) != '.' || text.charAt(26) != 'Z') {
      return Instant.parse(text);
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              number(text, 20, 26) * 1000);
      return time.toInstant(ZoneOffset.UTC);
    } catch (NumberFormatException e) {
      throw new DateTimeException("not an instant: " + text, e);
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static void put(char[] text, int at, int digits, int value) {
    int rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
