package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;

/**
 * What a router allows its clients, whatever the route.
 *
 * @param headTimeout from the first byte of a request to the end of its headers
 * @param keepAlive how long a connection may be idle between two requests
 * @param stall how long a client may neither send the body it promised nor take the answer
 * @param connectTimeout for a connection to an instance
 * @param maxLineBytes of a request line; a longer one gets 414
 * @param maxHeaderBytes of all headers together; more get 431
 * @param maxConnections open at once; more are closed as they come
 */
public record Limits(
    Duration headTimeout,
    Duration keepAlive,
    Duration stall,
    Duration connectTimeout,
    int maxLineBytes,
    int maxHeaderBytes,
    int maxConnections) {
  public Limits {
    if (!headTimeout.isPositive()
        || !keepAlive.isPositive()
        || !stall.isPositive()
        || !connectTimeout.isPositive()
        || maxLineBytes < 1
        || maxHeaderBytes < 1
        || maxConnections < 1) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "every limit must be positive");
    }
  }

  /** 10 s for headers, 75 s idle, 30 s stall, 2 s to connect, 8 KiB, 32 KiB, 20,000. */
  public static Limits standard() {
    return new Limits(
        Duration.ofSeconds(10),
        Duration.ofSeconds(75),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        8 * 1024,
        32 * 1024,
        20_000);
  }
}
