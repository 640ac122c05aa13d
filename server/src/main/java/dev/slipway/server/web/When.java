package dev.slipway.server.web;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time beside now: {@code 3 min ago}, with the whole time for who points at it. The script of the
 * pages keeps it true while a page stands open.
 */
record When(Instant at, Instant now) implements Content {
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** The day, for a heading. */
  String day() {
    long days = now.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    long then = at.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    if (days == then) {
      return "Today";
    }
    return days == then + 1 ? "Yesterday" : DAY.format(at);
  }

  /** The time of day, to the second. */
  String clock() {
    return CLOCK.format(at);
  }

  /** The whole time. */
  String whole() {
    return WHOLE.format(at);
  }

  /** How long it has gone on since, counted on by the script. */
  Content since() {
    return output -> write(output, "since", Took.text(Duration.between(at, now)));
  }

  @Override
  public void writeTo(TemplateOutput output) {
    write(output, "ago", Took.ago(Duration.between(at, now)));
  }

  private void write(TemplateOutput output, String style, String text) {
    output.writeContent("<time class=\"" + style + "\" datetime=\"" + at + "\" title=\"");
    output.writeContent(whole() + "\">" + text + "</time>");
  }
}
