package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a run of the project's tests showed about a release.
 *
 * @param source where it comes from, such as a run and its workflow; a later one of the same source
 *     takes its place
 * @param at when the run ended
 * @param passed tests that passed
 * @param failed tests that failed and count
 * @param skipped tests that were not run
 * @param quarantined tests that failed, but whose failure is known and does not count
 * @param coverage the share of covered lines, 0 to 1, when it was measured
 */
public record Evidence(
    String source,
    Instant at,
    long passed,
    long failed,
    long skipped,
    long quarantined,
    OptionalDouble coverage) {
  /** Refuses counts below zero and a share above all. */
  public Evidence {
    boolean counts = passed >= 0 && failed >= 0 && skipped >= 0 && quarantined >= 0;
    boolean share =
        coverage.isEmpty() || (coverage.getAsDouble() >= 0 && coverage.getAsDouble() <= 1);
    if (!counts || !share) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "The evidence of " + source + " holds impossible figures");
    }
  }

  /** The share of the tests that ran and count which passed, 0 to 1; empty when none ran. */
  public OptionalDouble passRate() {
    long ran = passed + failed;
    return ran == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) passed / ran);
  }

  static Evidence of(JsonObject json) {
    return new Evidence(
        json.text("source"),
        json.instant("at"),
        json.number("passed"),
        json.number("failed"),
        json.number("skipped"),
        json.number("quarantined"),
        json.has("coverage")
            ? OptionalDouble.of(json.decimal("coverage"))
            : OptionalDouble.empty());
  }

  byte[] encode() {
    return ReleaseFormat.write(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("source", source);
          json.writeStringProperty("at", at.toString());
          json.writeNumberProperty("passed", passed);
          json.writeNumberProperty("failed", failed);
          json.writeNumberProperty("skipped", skipped);
          json.writeNumberProperty("quarantined", quarantined);
          if (coverage.isPresent()) {
            json.writeNumberProperty("coverage", coverage.getAsDouble());
          }
          json.writeEndObject();
        });
  }
}
