package dev.slipway.server.web;

import dev.slipway.server.access.AccessEvent;
import dev.slipway.server.access.Grant;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.Entry;
import java.util.Locale;

/** What happened to access, in words. */
final class AuditText {
  private AuditText() {}

  static String of(Entry entry) {
    return entry.event() instanceof AccessEvent event ? of(event) : entry.type();
  }

  private static String of(AccessEvent event) {
    return switch (event) {
      case AccessEvent.SignedIn(String user, String remote) -> user + " signed in from " + remote;
      case AccessEvent.SignInRefused(String user, String remote) ->
          "somebody at " + remote + " did not know the password of “" + user + "”";
      case AccessEvent.SignedOut(String user) -> user + " signed out";
      case AccessEvent.InvitationMade made ->
          "made a link to join as " + role(made.role()) + " of " + place(made.place());
      case AccessEvent.ResetMade made -> "made a link for a new password of " + made.user();
      case AccessEvent.UserJoined(String user, String invitedBy) ->
          user + " joined, invited by " + invitedBy;
      case AccessEvent.UserRemoved(String user) -> "removed " + user;
      case AccessEvent.PasswordChanged(String user) -> "another password for " + user;
      case AccessEvent.RoleChanged changed ->
          changed
                  .role()
                  .map(role -> "made " + changed.user() + " " + role(role))
                  .orElse("took the role of " + changed.user())
              + " at "
              + place(changed.place());
      case AccessEvent.TokenMade made ->
          "made the token “" + made.title() + "” (" + made.token() + ") for " + made.user();
      case AccessEvent.TokenRevoked(String token, String user) ->
          "revoked the token " + token + " of " + user;
      case AccessEvent.Requested(String what, String path, String _) ->
          "asked for " + what.substring(0, Math.max(0, what.indexOf(' '))) + " " + path;
    };
  }

  /** A role in small letters. */
  static String role(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** A place in words. */
  static String place(Place place) {
    return switch (place) {
      case Place.Server _ -> "the server";
      case Place.Repository _ -> place.text();
      case Place.Environment environment ->
          environment.environment() + " of " + environment.repository().text();
    };
  }

  /** A role at a place. */
  static String grant(Grant grant) {
    return role(grant.role()) + " of " + place(grant.place());
  }
}
