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

  /** Where its instances listen; empty for a folder of files. */
  public List<Upstream> upstreams() {
    return switch (destination) {
      case Destination.Instances instances -> instances.upstreams();
      case Destination.Site site -> List.of();
    };
  }

  /** Whether another slot is this one with other instances. */
  boolean isContinuedBy(Slot other) {
    return release.equals(other.release)
        && destination instanceof Destination.Instances
        && other.destination instanceof Destination.Instances;
  }
}
