package dev.slipway.server.access;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.EventCodec;
import dev.slipway.store.EventFields;
import java.time.Instant;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The events of access as JSON. */
public final class AccessEventCodec implements EventCodec<AccessEvent> {
  private static final Set<String> TYPES =
      Set.of(
          "access.signed_in",
          "access.sign_in_refused",
          "access.signed_out",
          "access.invitation_made",
          "access.reset_made",
          "access.user_joined",
          "access.user_removed",
          "access.password_changed",
          "access.role_changed",
          "access.token_made",
          "access.token_revoked",
          "access.requested");

  @Override
  public Class<AccessEvent> family() {
    return AccessEvent.class;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public String type(AccessEvent event) {
    return switch (event) {
      case AccessEvent.SignedIn _ -> "access.signed_in";
      case AccessEvent.SignInRefused _ -> "access.sign_in_refused";
      case AccessEvent.SignedOut _ -> "access.signed_out";
      case AccessEvent.InvitationMade _ -> "access.invitation_made";
      case AccessEvent.ResetMade _ -> "access.reset_made";
      case AccessEvent.UserJoined _ -> "access.user_joined";
      case AccessEvent.UserRemoved _ -> "access.user_removed";
      case AccessEvent.PasswordChanged _ -> "access.password_changed";
      case AccessEvent.RoleChanged _ -> "access.role_changed";
      case AccessEvent.TokenMade _ -> "access.token_made";
      case AccessEvent.TokenRevoked _ -> "access.token_revoked";
      case AccessEvent.Requested _ -> "access.requested";
    };
  }

  @Override
  public void write(AccessEvent event, JsonGenerator json) {
    switch (event) {
      case AccessEvent.SignedIn(String user, String remote) -> {
        json.writeStringProperty("user", user);
        json.writeStringProperty("remote", remote);
      }
      case AccessEvent.SignInRefused(String user, String remote) -> {
        json.writeStringProperty("user", user);
        json.writeStringProperty("remote", remote);
      }
      case AccessEvent.SignedOut(String user) -> json.writeStringProperty("user", user);
      case AccessEvent.InvitationMade(Place place, Role role, Instant ends) -> {
        write(json, place, role);
        json.writeStringProperty("ends", ends.toString());
      }
      case AccessEvent.ResetMade(String user, Instant ends) -> {
        json.writeStringProperty("user", user);
        json.writeStringProperty("ends", ends.toString());
      }
      case AccessEvent.UserJoined(String user, String invitedBy) -> {
        json.writeStringProperty("user", user);
        json.writeStringProperty("invitedBy", invitedBy);
      }
      case AccessEvent.UserRemoved(String user) -> json.writeStringProperty("user", user);
      case AccessEvent.PasswordChanged(String user) -> json.writeStringProperty("user", user);
      case AccessEvent.RoleChanged changed -> {
        json.writeStringProperty("user", changed.user());
        json.writeStringProperty("place", changed.place().text());
        EventFields.write(json, "role", changed.role().map(Role::name));
      }
      case AccessEvent.TokenMade made -> {
        json.writeStringProperty("token", made.token());
        json.writeStringProperty("user", made.user());
        json.writeStringProperty("title", made.title());
        write(json, made.place(), made.role());
        json.writeStringProperty("ends", made.ends().toString());
      }
      case AccessEvent.TokenRevoked(String token, String user) -> {
        json.writeStringProperty("token", token);
        json.writeStringProperty("user", user);
      }
      case AccessEvent.Requested(String what, String path, String remote) -> {
        json.writeStringProperty("what", what);
        json.writeStringProperty("path", path);
        json.writeStringProperty("remote", remote);
      }
    }
  }

  private static void write(JsonGenerator json, Place place, Role role) {
    json.writeStringProperty("place", place.text());
    json.writeStringProperty("role", role.name());
  }

  @Override
  public AccessEvent read(String type, int version, EventFields fields) {
    return switch (type) {
      case "access.signed_in" ->
          new AccessEvent.SignedIn(fields.text("user"), fields.text("remote"));
      case "access.sign_in_refused" ->
          new AccessEvent.SignInRefused(fields.text("user"), fields.text("remote"));
      case "access.signed_out" -> new AccessEvent.SignedOut(fields.text("user"));
      case "access.invitation_made" ->
          new AccessEvent.InvitationMade(place(fields), role(fields), ends(fields));
      case "access.reset_made" -> new AccessEvent.ResetMade(fields.text("user"), ends(fields));
      case "access.user_joined" ->
          new AccessEvent.UserJoined(fields.text("user"), fields.text("invitedBy"));
      case "access.user_removed" -> new AccessEvent.UserRemoved(fields.text("user"));
      case "access.password_changed" -> new AccessEvent.PasswordChanged(fields.text("user"));
      case "access.role_changed" ->
          new AccessEvent.RoleChanged(
              fields.text("user"), place(fields), fields.optionalText("role").map(Role::valueOf));
      case "access.token_made" -> tokenMade(fields);
      case "access.token_revoked" ->
          new AccessEvent.TokenRevoked(fields.text("token"), fields.text("user"));
      case "access.requested" ->
          new AccessEvent.Requested(
              fields.text("what"), fields.text("path"), fields.text("remote"));
      default ->
          throw new SlipwayException(ErrorCode.INTERNAL, "no event of access is called " + type);
    };
  }

  private static AccessEvent tokenMade(EventFields fields) {
    return new AccessEvent.TokenMade(
        fields.text("token"),
        fields.text("user"),
        fields.text("title"),
        role(fields),
        place(fields),
        ends(fields));
  }

  private static Place place(EventFields fields) {
    return Place.parse(fields.text("place"));
  }

  private static Role role(EventFields fields) {
    return Role.valueOf(fields.text("role"));
  }

  private static Instant ends(EventFields fields) {
    return Instant.parse(fields.text("ends"));
  }
}
