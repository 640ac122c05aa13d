package dev.slipway.router;

import java.time.Duration;

/** How a deploy of a slot ended; anything but {@link Switched} left the routes as they were. */
public sealed interface DeployOutcome {
  /**
   * The slot takes traffic. What the one before still does is reported by {@link
   * RouterEvent.Drained}.
   *
   * @param generation of the table that says so
   * @param healthyAfter how long the instances took to become healthy
   * @param switchTook from the last healthy answer to the new table being in force
   */
  record Switched(long generation, Duration healthyAfter, Duration switchTook)
      implements DeployOutcome {}

  /**
   * An instance did not become healthy in time.
   *
   * @param upstream which one
   * @param lastAnswer what it answered last, for a person
   * @param waited for how long it was asked
   */
  record NeverHealthy(Upstream upstream, String lastAnswer, Duration waited)
      implements DeployOutcome {}

  /**
   * Another service already takes some of the requests.
   *
   * @param holder which one
   */
  record Conflict(ServiceName holder) implements DeployOutcome {}

  /**
   * A later deploy of the same service took over while this one waited for health.
   *
   * @param by the release of the later one
   */
  record Superseded(ReleaseLabel by) implements DeployOutcome {}
}
