package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Optional;

/**
 * Which requests a service takes and which releases answer them.
 *
 * @param service its name
 * @param match which requests
 * @param stable the release that answers
 * @param candidate a release that answers some of them
 * @param previous the release before the stable one while it is still warm: a switch-back goes
 *     there
 * @param mode what is done with the requests
 * @param policy times and limits
 */
public record Route(
    ServiceName service,
    Match match,
    Slot stable,
    Optional<Candidate> candidate,
    Optional<Slot> previous,
    Mode mode,
    RoutePolicy policy) {
  /** A running route with one release. */
  public static Route of(ServiceName service, Match match, Slot stable, RoutePolicy policy) {
    return new Route(
        service, match, stable, Optional.empty(), Optional.empty(), new Mode.Running(), policy);
  }

  /** The route after a switch: the slot is stable, the one before is kept warm. */
  public Route switchedTo(Slot slot) {
    return new Route(service, match, slot, Optional.empty(), Optional.of(stable), mode, policy);
  }

  /**
   * The route back on the release before; there is no candidate any more.
   *
   * @throws SlipwayException when no release before is warm
   */
  public Route switchedBack() {
    Slot back =
        previous.orElseThrow(
            () ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "service '" + service + "' has no earlier release that is still warm"));
    return new Route(service, match, back, Optional.empty(), Optional.empty(), mode, policy);
  }

  /** The same route with another candidate. */
  public Route withCandidate(Optional<Candidate> other) {
    return new Route(service, match, stable, other, previous, mode, policy);
  }

  /** The same route in another mode. */
  public Route withMode(Mode other) {
    return new Route(service, match, stable, candidate, previous, other, policy);
  }

  /** The same route for other requests, with other times and limits. */
  public Route with(Match otherMatch, RoutePolicy otherPolicy) {
    return new Route(service, otherMatch, stable, candidate, previous, mode, otherPolicy);
  }

  /** The same route with nothing to go back to. */
  public Route withoutPrevious() {
    return new Route(service, match, stable, candidate, Optional.empty(), mode, policy);
  }
}
