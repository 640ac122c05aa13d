package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schedule in five fields: minute, hour, day of month, month, day of week.
 *
 * <p>As in POSIX, when both days are restricted either one is enough. A time that a change to
 * summer time leaves out is taken at the first moment after it; one that occurs twice when summer
 * time ends is taken once, unless the schedule runs every hour.
 */
public final class Cron {
  /** GitHub starts no schedule more often than this. */
  public static final int SHORTEST_MINUTES = 5;

  private static final int SEARCH_YEARS = 9;
  private static final String INVALID =
      "Invalid cron expression. Expected format: '* * * * *' (minute hour day month weekday)";

  private final CronField minute;
  private final CronField hour;
  private final CronField dayOfMonth;
  private final CronField month;
  private final CronField dayOfWeek;

  private Cron(List<CronField> fields) {
    minute = fields.get(0);
    hour = fields.get(1);
    dayOfMonth = fields.get(2);
    month = fields.get(3);
    dayOfWeek = fields.get(4);
  }

  /** Reads a cron expression; the problem, in GitHub's words, stands at the position. */
  public static Parsed<Cron> read(String source, Position position) {
    String text = source.strip();
    if (text.startsWith("@")) {
      return invalid(position, "write '" + text + "' as five fields, such as '0 0 * * *'");
    }
    List<String> words = words(text);
    CronField.Kind[] kinds = CronField.Kind.values();
    if (words.size() != kinds.length) {
      return invalid(position, "it has " + words.size() + " fields, not five");
    }
    List<CronField> fields = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      CronField.Kind kind = kinds[i];
      String word = words.get(i);
      Optional<CronField> field = CronField.read(kind, word);
      if (field.isEmpty()) {
        return invalid(position, "the " + kind.title() + " '" + word + "' must be " + kind.range());
      }
      fields.add(field.get());
    }
    Cron cron = new Cron(fields);
    if (cron.minute.shortestGap() < SHORTEST_MINUTES) {
      return Parsed.of(cron, List.of(tooOften(position)));
    }
    return Parsed.of(cron);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.replace('\t', ' ').split(" ", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static Parsed<Cron> invalid(Position position, String hint) {
    return Parsed.failed(Problem.error(position, "invalid-cron", INVALID).withHint(hint));
  }

  private static Problem tooOften(Position position) {
    return Problem.warning(
            position,
            "cron-too-often",
            "Actions schedules run at most every " + SHORTEST_MINUTES + " minutes")
        .withHint("use '*/5' or rarer in the first field");
  }

  /** Reads the name of a time zone, such as {@code Europe/Vienna}. */
  public static Parsed<ZoneId> readZone(String name, Position position) {
    try {
      return Parsed.of(ZoneId.of(name.strip()));
    } catch (DateTimeException e) {
      return Parsed.failed(
          Problem.error(position, "invalid-timezone", "Invalid timezone '" + name + "'")
              .withHint("use an IANA name such as Europe/Berlin or America/New_York"));
    }
  }

  /** The first time after that moment; empty if the days named never come, as 30 February. */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDate last = time.toLocalDate().plusYears(SEARCH_YEARS);
    while (!time.toLocalDate().isAfter(last)) {
      Optional<ZonedDateTime> found = onDay(time);
      if (found.isPresent()) {
        return Optional.of(found.get().toInstant());
      }
      time = time.toLocalDate().plusDays(1).atStartOfDay(zone);
    }
    return Optional.empty();
  }

  /** The first time on the day of {@code from}, not before it. */
  private Optional<ZonedDateTime> onDay(ZonedDateTime from) {
    LocalDate day = from.toLocalDate();
    if (!matches(day)) {
      return Optional.empty();
    }
    ZonedDateTime time = from;
    while (time.toLocalDate().equals(day)) {
      if (isDue(time)) {
        return Optional.of(time);
      }
      time = time.plusMinutes(1);
    }
    return Optional.empty();
  }

  private boolean matches(LocalDate day) {
    if (!month.has(day.getMonthValue())) {
      return false;
    }
    boolean byMonth = dayOfMonth.has(day.getDayOfMonth());
    boolean byWeek = dayOfWeek.has(day.getDayOfWeek().getValue() % 7);
    if (dayOfMonth.isAny() || dayOfWeek.isAny()) {
      return byMonth && byWeek;
    }
    return byMonth || byWeek;
  }

  private boolean isDue(ZonedDateTime time) {
    if (hour.isAny()) {
      return minute.has(time.getMinute());
    }
    ZoneOffsetTransition change = time.getZone().getRules().getTransition(time.toLocalDateTime());
    if (change != null && change.isOverlap() && time.getOffset().equals(change.getOffsetAfter())) {
      return false;
    }
    return (hour.has(time.getHour()) && minute.has(time.getMinute())) || endsGapWithTimes(time);
  }

  /** Whether this is the first minute after a gap that swallowed a time of the schedule. */
  private boolean endsGapWithTimes(ZonedDateTime time) {
    ZoneOffsetTransition last =
        time.getZone().getRules().previousTransition(time.toInstant().plusNanos(1));
    if (last == null || !last.isGap() || !last.getInstant().equals(time.toInstant())) {
      return false;
    }
    return swallowed(last);
  }

  private boolean swallowed(ZoneOffsetTransition gap) {
    for (var time = gap.getDateTimeBefore();
        time.isBefore(gap.getDateTimeAfter());
        time = time.plusMinutes(1)) {
      if (hour.has(time.getHour()) && minute.has(time.getMinute())) {
        return true;
      }
    }
    return false;
  }
}
