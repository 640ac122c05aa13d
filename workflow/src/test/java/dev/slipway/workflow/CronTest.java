package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  private static final Position PLACE = new Position("ci.yml", 3, 13);
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static Cron cron(String source) {
    return Cron.read(source, PLACE).value().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */15 * * * *         | 2026-11-24T10:07:30Z | 2026-11-24T10:15:00Z
          0 3 * * *            | 2026-11-24T03:00:00Z | 2026-11-25T03:00:00Z
          30 5 * * 1-5         | 2026-11-27T06:00:00Z | 2026-11-30T05:30:00Z
          30 5 * * MON,wed     | 2026-11-24T00:00:00Z | 2026-11-25T05:30:00Z
          0 0 1 JAN *          | 2026-11-24T00:00:00Z | 2027-01-01T00:00:00Z
          0 0 29 2 *           | 2026-11-24T00:00:00Z | 2028-02-29T00:00:00Z
          0 12 13 * 5          | 2026-11-24T00:00:00Z | 2026-11-27T12:00:00Z
          0 12 13 * ?          | 2026-11-24T00:00:00Z | 2026-12-13T12:00:00Z
          0 0 31 * *           | 2026-11-24T00:00:00Z | 2026-12-31T00:00:00Z
          5/20 8-10/2 * * *    | 2026-11-24T08:45:00Z | 2026-11-24T10:05:00Z
          59 23 31 12 *        | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z
          """)
  void findsTheNextTime(String source, Instant after, Instant next) {
    assertThat(cron(source).next(after, UTC)).hasValue(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 9 * * *   | 2026-07-01T00:00:00Z | 2026-07-01T07:00:00Z
          0 9 * * *   | 2026-12-01T00:00:00Z | 2026-12-01T08:00:00Z
          30 2 * * *  | 2027-03-27T02:00:00Z | 2027-03-28T01:00:00Z
          30 2 * * *  | 2027-03-28T01:00:00Z | 2027-03-29T00:30:00Z
          30 2 * * *  | 2027-10-30T12:00:00Z | 2027-10-31T00:30:00Z
          30 2 * * *  | 2027-10-31T00:30:00Z | 2027-11-01T01:30:00Z
          30 * * * *  | 2027-10-31T00:30:00Z | 2027-10-31T01:30:00Z
          """)
  void followsSummerTimeOfTheZone(String source, Instant after, Instant next) {
    assertThat(cron(source).next(after, ZoneId.of("Europe/Vienna"))).hasValue(next);
  }

  @Test
  void aDayThatNeverComesHasNoNextTime() {
    assertThat(cron("0 0 30 2 *").next(Instant.EPOCH, UTC)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @daily          | write '@daily' as five fields, such as '0 0 * * *'
          * * * *         | it has 4 fields, not five
          * * * * * *     | it has 6 fields, not five
          ''              | it has 0 fields, not five
          60 * * * *      | the minute '60' must be between 0 and 59
          * 24 * * *      | the hour '24' must be between 0 and 23
          * * 0 * *       | the day of the month '0' must be between 1 and 31
          * * * 13 *      | the month '13' must be between 1 and 12 or JAN-DEC
          * * * * 7       | the day of the week '7' must be between 0 and 6 or SUN-SAT
          5-1 * * * *     | the minute '5-1' must be between 0 and 59
          */0 * * * *     | the minute '*/0' must be between 0 and 59
          1, * * * *      | the minute '1,' must be between 0 and 59
          a * * * *       | the minute 'a' must be between 0 and 59
          ? * * * *       | the minute '?' must be between 0 and 59
          1/2/3 * * * *   | the minute '1/2/3' must be between 0 and 59
          """)
  void refusesInGitHubsWordsAndSaysWhy(String source, String hint) {
    assertThat(Cron.read(source, PLACE).problems())
        .containsExactly(
            Problem.error(
                    PLACE,
                    "invalid-cron",
                    "Invalid cron expression. Expected format: '* * * * *' (minute hour day month"
                        + " weekday)")
                .withHint(hint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * * * * *        | true
          */4 * * * *      | true
          */5 * * * *      | false
          0-4 * * * *      | true
          0,58 * * * *     | true
          0,30 * * * *     | false
          7 * * * *        | false
          """)
  void warnsOfAScheduleMoreOftenThanGitHubRunsIt(String source, boolean warns) {
    assertThat(Cron.read(source, PLACE).value()).isPresent();
    assertThat(Cron.read(source, PLACE).problems()).hasSize(warns ? 1 : 0);
  }

  @Test
  void refusesAnUnknownZone() {
    assertThat(Cron.readZone("Europe/Vienna", PLACE).value()).hasValue(ZoneId.of("Europe/Vienna"));
    assertThat(Cron.readZone("Mars/Base", PLACE).problems())
        .extracting(Problem::message)
        .containsExactly("Invalid timezone 'Mars/Base'");
  }

  @Property(tries = 200)
  void theNextTimeIsLaterAndFitsTheFields(
      @ForAll @IntRange(max = 59) int minute,
      @ForAll @IntRange(max = 23) int hour,
      @ForAll @IntRange(max = 2_000_000_000) int second) {
    Instant after = Instant.ofEpochSecond(second);

    Instant next = cron(minute + " " + hour + " * * *").next(after, UTC).orElseThrow();

    assertThat(next).isAfter(after).isBeforeOrEqualTo(after.plusSeconds(86_400));
    assertThat(next.atZone(UTC).getMinute()).isEqualTo(minute);
    assertThat(next.atZone(UTC).getHour()).isEqualTo(hour);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Asia/Kolkata        | 0 9 * * *    | 2026-11-24T00:00:00Z | 2026-11-24T03:30:00Z
          Asia/Tokyo          | 0 8 * * 1    | 2026-11-24T00:00:00Z | 2026-11-29T23:00:00Z
          Pacific/Auckland    | 0 0 1 * *    | 2026-11-24T00:00:00Z | 2026-11-30T11:00:00Z
          Pacific/Kiritimati  | 0 0 1 1 *    | 2026-11-24T00:00:00Z | 2026-12-31T10:00:00Z
          America/New_York    | 0 9 * * *    | 2026-03-07T15:00:00Z | 2026-03-08T13:00:00Z
          America/New_York    | 30 2 * * *   | 2026-03-08T05:00:00Z | 2026-03-08T07:00:00Z
          America/New_York    | 30 2 * * *   | 2026-03-08T07:00:00Z | 2026-03-09T06:30:00Z
          America/New_York    | 0 * * * *    | 2026-03-08T06:00:00Z | 2026-03-08T07:00:00Z
          America/New_York    | 30 1 * * *   | 2026-11-01T00:00:00Z | 2026-11-01T05:30:00Z
          America/New_York    | 30 1 * * *   | 2026-11-01T05:30:00Z | 2026-11-02T06:30:00Z
          America/New_York    | */30 * * * * | 2026-11-01T05:30:00Z | 2026-11-01T06:00:00Z
          America/New_York    | 30 1 * * 0   | 2026-11-01T06:00:00Z | 2026-11-08T06:30:00Z
          Australia/Lord_Howe | 15 2 * * *   | 2026-10-03T14:00:00Z | 2026-10-03T15:30:00Z
          Pacific/Apia        | 0 12 30 12 * | 2011-12-01T00:00:00Z | 2012-12-29T22:00:00Z
          """)
  void isDueByTheClockOnTheWall(String zone, String source, Instant after, Instant next) {
    assertThat(cron(source).next(after, ZoneId.of(zone))).hasValue(next);
  }

  @ParameterizedTest
  @CsvSource({"Etc/UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe"})
  void aDailyScheduleIsDueOnceADayAllYear(String zone) {
    Cron cron = cron("15 2 * * *");
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    int times = 0;

    while (time.isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
      time = cron.next(time, ZoneId.of(zone)).orElseThrow();
      times++;
    }

    assertThat(times).isBetween(365, 366);
  }
}
