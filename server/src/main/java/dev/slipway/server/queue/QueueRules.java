package dev.slipway.server.queue;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;

/**
 * How patient the queue is.
 *
 * @param lease how long a claim holds without a sign of life
 * @param mostLosses how many runners a run may lose in a row before it counts as failed, so that
 *     one which brings them down does not do so for ever
 */
public record QueueRules(Duration lease, int mostLosses) {
  /**
   * A lease of 30 seconds, and 25 runners: when a server is killed often, every run that was going
   * on is lost with it, not only the one that may be to blame.
   */
  public static final QueueRules USUAL = new QueueRules(Duration.ofSeconds(30), 25);

  /** Refuses rules by which nothing could run. */
  public QueueRules {
    if (lease.isNegative() || lease.isZero() || mostLosses < 1) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT, "A queue needs a lease and at least one loss");
    }
  }

  /** How often a runner should say that it is alive. */
  public Duration beat() {
    return lease.dividedBy(4);
  }
}
