package dev.slipway.server.access;

import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Event;
import java.time.Instant;
import java.util.Optional;

/** What happened to who may do what, and what people asked for. */
public sealed interface AccessEvent extends Event {
  /** Somebody signed in from an address. */
  record SignedIn(String user, String remote) implements AccessEvent {}

  /** Somebody tried to sign in under a name and was turned away. */
  record SignInRefused(String user, String remote) implements AccessEvent {}

  /** Somebody ended a session. */
  record SignedOut(String user) implements AccessEvent {}

  /** A link was made that lets its holder join with a role. */
  record InvitationMade(Place place, Role role, Instant ends) implements AccessEvent {}

  /** A link was made that lets its holder set a user's password. */
  record ResetMade(String user, Instant ends) implements AccessEvent {}

  /** Somebody joined by an invitation. */
  record UserJoined(String user, String invitedBy) implements AccessEvent {}

  /** Somebody may not come in any more. */
  record UserRemoved(String user) implements AccessEvent {}

  /** A user's password is another one. */
  record PasswordChanged(String user) implements AccessEvent {}

  /** A user has another role at a place; none when empty. */
  record RoleChanged(String user, Place place, Optional<Role> role) implements AccessEvent {}

  /** A token was made that can do at most what a role can at a place. */
  record TokenMade(String token, String user, String title, Role role, Place place, Instant ends)
      implements AccessEvent {}

  /** A token is worth nothing any more. */
  record TokenRevoked(String token, String user) implements AccessEvent {}

  /**
   * Somebody asked for something that changes the server, and may.
   *
   * @param what the method and the template of the route
   */
  record Requested(String what, String path, String remote) implements AccessEvent {}
}
