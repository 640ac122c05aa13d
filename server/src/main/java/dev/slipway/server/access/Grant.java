package dev.slipway.server.access;

import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;

/** A role at a place. */
public record Grant(Place place, Role role) {
  /** Whether it lets its holder do what {@code wanted} may at {@code where}. */
  boolean allows(Role wanted, Place where) {
    return role.includes(wanted) && place.covers(where);
  }

  /** Who has a role in an environment sees the repository it belongs to. */
  boolean shows(Place where) {
    return place instanceof Place.Environment mine && mine.repository().equals(where);
  }
}
