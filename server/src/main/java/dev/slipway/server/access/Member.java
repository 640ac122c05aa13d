package dev.slipway.server.access;

import dev.slipway.server.http.Caller;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import java.util.List;
import java.util.Optional;

/**
 * A user who asks, with what they may do; immutable.
 *
 * @param limit what the token they came with can do at most; empty for a session
 */
record Member(String name, List<Grant> grants, Optional<Grant> limit) implements Caller {
  Member {
    grants = List.copyOf(grants);
  }

  @Override
  public boolean isSignedIn() {
    return true;
  }

  @Override
  public boolean isInPerson() {
    return limit.isEmpty();
  }

  @Override
  public boolean may(Role role, Place place) {
    boolean limited =
        limit
            .map(most -> !most.allows(role, place) && !(role == Role.VIEWER && most.shows(place)))
            .orElse(false);
    if (limited) {
      return false;
    }
    return grants.stream()
        .anyMatch(
            grant -> grant.allows(role, place) || (role == Role.VIEWER && grant.shows(place)));
  }
}
