package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.Optional;

/**
 * How an instance is asked whether it is well: a GET that must answer 2xx.
 *
 * @param path what is asked for
 * @param host the Host header, or none for the instance's own address
 * @param interval between two checks of an instance that is known to be healthy; a new one is asked
 *     much more often
 * @param timeout after which an answer counts as missing
 * @param failures how many checks in a row must fail before an instance counts as unhealthy
 */
public record HealthCheck(
    String path, Optional<String> host, Duration interval, Duration timeout, int failures) {
  public HealthCheck {
    if (!Labels.isPath(path)) {
      throw Labels.invalid("health path", path, "write an absolute path such as /up");
    }
    if (!interval.isPositive() || !timeout.isPositive() || failures < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "a health check needs a positive interval and timeout and at least one failure");
    }
  }

  /** Asks for a path every second, with 2 seconds to answer; two failures in a row count. */
  public static HealthCheck of(String path) {
    return new HealthCheck(path, Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(2), 2);
  }
}
