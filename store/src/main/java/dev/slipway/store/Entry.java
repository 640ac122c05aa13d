package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * One line of the journal: who did what, when, because of which entry, and about what.
 *
 * @param seq its number; the first is 1 and none is left out
 * @param at when it was appended, in whole microseconds
 * @param actor who did it
 * @param cause the earlier entry it follows from
 * @param subject what it is about
 * @param type the name of the event's type, for example {@code run.started}
 * @param version the version of that type's form
 * @param event what happened
 */
public record Entry(
    long seq,
    Instant at,
    String actor,
    OptionalLong cause,
    String subject,
    String type,
    int version,
    Event event) {
  /** Refuses numbers that no journal gives, causes that are not earlier, and times far off. */
  public Entry {
    at = Timestamps.truncate(at);
    if (!Timestamps.isWritable(at)) {
      throw invalid("at must be within the years 0 to 9999");
    }
    if (seq < 1) {
      throw invalid("seq must be 1 or more, not " + seq);
    }
    if (version < 1) {
      throw invalid("version must be 1 or more, not " + version);
    }
    if (type.isEmpty()) {
      throw invalid("type must not be empty");
    }
    if (cause.isPresent() && (cause.getAsLong() < 1 || cause.getAsLong() >= seq)) {
      throw invalid("cause must be an earlier entry, not " + cause.getAsLong());
    }
  }

  private static SlipwayException invalid(String what) {
    return new SlipwayException(ErrorCode.INVALID_INPUT, "Entry: " + what);
  }
}
