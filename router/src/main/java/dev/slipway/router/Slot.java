package dev.slipway.router;

import java.util.List;

/**
 * A place of a route that a release fills.
 *
 * @param release which one
 * @param destination what answers for it
 */
public record Slot(ReleaseLabel release, Destination destination) {
  /** A slot of running instances. */
  public static Slot of(ReleaseLabel release, List<Upstream> upstreams, HealthCheck health) {
    return new Slot(release, new Destination.Instances(upstreams, health));
  }
}
