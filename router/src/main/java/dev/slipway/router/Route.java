package dev.slipway.router;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.ArrayList;
import java.util.List;
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

  /** The slots of this route: the stable one, the candidate and the one before, where there are. */
  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>(List.of(stable));
    candidate.map(Candidate::slot).ifPresent(slots::add);
    previous.ifPresent(slots::add);
    return slots;
  }

  /** The slot of a release, if it has one here. */
  public Optional<Slot> find(ReleaseLabel release) {
    return slots().stream().filter(slot -> slot.release().equals(release)).findFirst();
  }

  /** The same route with the slot in the place of the one of its release. */
  Route withInstances(Slot slot) {
    if (stable.release().equals(slot.release())) {
      return new Route(service, match, slot, candidate, previous, mode, policy);
    }
    if (candidate.filter(each -> each.slot().release().equals(slot.release())).isPresent()) {
      return withCandidate(candidate.map(each -> each.with(slot)));
    }
    return new Route(service, match, stable, candidate, Optional.of(slot), mode, policy);
  }
}
