package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.Optional;

/**
 * How a slot is to be brought into a route.
 *
 * @param match which requests the service takes from then on
 * @param policy its times and limits from then on
 * @param deployTimeout how long the instances may take to become healthy
 * @param place which place of the route the slot takes
 */
public record DeployOptions(Match match, RoutePolicy policy, Duration deployTimeout, Place place) {
  public DeployOptions {
    if (!deployTimeout.isPositive()) {
      throw new SlipwayException(ErrorCode.INVALID_INPUT, "the deploy timeout must be positive");
    }
  }

  /** A place of a route. */
  public sealed interface Place {
    /** All traffic goes to the slot; the one before is kept warm. */
    record Stable() implements Place {}

    /**
     * The slot stands beside the stable one; a candidate that is there already is replaced.
     *
     * @param percent of visitors that get it, 0 to 100
     * @param previewHost a host on which everybody gets it
     */
    record Beside(int percent, Optional<String> previewHost) implements Place {
      public Beside {
        Candidate.check(percent, previewHost);
      }
    }
  }

  /** All traffic to the slot, with 30 s to become healthy. */
  public static DeployOptions stable(Match match, RoutePolicy policy) {
    return new DeployOptions(match, policy, Duration.ofSeconds(30), new Place.Stable());
  }

  /** A share of the traffic to the slot, with 30 s to become healthy. */
  public static DeployOptions candidate(Match match, RoutePolicy policy, int percent) {
    return new DeployOptions(
        match, policy, Duration.ofSeconds(30), new Place.Beside(percent, Optional.empty()));
  }

  /** The same options with another time to become healthy. */
  public DeployOptions withDeployTimeout(Duration other) {
    return new DeployOptions(match, policy, other, place);
  }
}
