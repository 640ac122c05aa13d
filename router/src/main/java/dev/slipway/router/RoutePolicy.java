package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;

/**
 * The times and limits of a route.
 *
 * @param drain how long a slot that was switched away may go on with its streams before the router
 *     ends them cleanly
 * @param grace how much longer than the drain a request may take before it is cut
 * @param watch how long after a switch the router goes back by itself when the new release dies
 * @param responseTimeout how long an application may take to begin an answer, or be silent within
 *     one that is no stream
 * @param maxRequestBytes the largest request body; a larger one gets 413
 */
public record RoutePolicy(
    Duration drain,
    Duration grace,
    Duration watch,
    Duration responseTimeout,
    long maxRequestBytes) {
  public RoutePolicy {
    if (drain.isNegative() || grace.isNegative() || watch.isNegative()) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "drain, grace and watch can't be negative");
    }
    if (!responseTimeout.isPositive() || maxRequestBytes < 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "the response timeout must be positive, the largest request body at least 0 bytes");
    }
  }

  /** 10 s drain, 5 min grace, 1 min watch, 60 s to answer, 1 GiB bodies. */
  public static RoutePolicy standard() {
    return new RoutePolicy(
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(60),
        1L << 30);
  }

  /** The same policy with another drain. */
  public RoutePolicy withDrain(Duration other) {
    return new RoutePolicy(other, grace, watch, responseTimeout, maxRequestBytes);
  }

  /** The same policy with another grace. */
  public RoutePolicy withGrace(Duration other) {
    return new RoutePolicy(drain, other, watch, responseTimeout, maxRequestBytes);
  }

  /** The same policy with another watch. */
  public RoutePolicy withWatch(Duration other) {
    return new RoutePolicy(drain, grace, other, responseTimeout, maxRequestBytes);
  }
}
