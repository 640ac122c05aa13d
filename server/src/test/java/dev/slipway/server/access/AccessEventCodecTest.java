package dev.slipway.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.http.Place;
import dev.slipway.server.http.Role;
import dev.slipway.store.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccessEventCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Place HARBOR = Place.parse("acme/harbor");
  private static final List<AccessEvent> ALL =
      List.of(
          new AccessEvent.SignedIn("ann", "10.0.0.1"),
          new AccessEvent.SignInRefused("ann", "10.0.0.1"),
          new AccessEvent.SignedOut("ann"),
          new AccessEvent.InvitationMade(Place.server(), Role.ADMIN, NOON),
          new AccessEvent.ResetMade("ann", NOON),
          new AccessEvent.UserJoined("ann", "root"),
          new AccessEvent.UserRemoved("ann"),
          new AccessEvent.PasswordChanged("ann"),
          new AccessEvent.RoleChanged("ann", HARBOR, Optional.of(Role.APPROVER)),
          new AccessEvent.RoleChanged("ann", Place.parse("acme/harbor@staging"), Optional.empty()),
          new AccessEvent.TokenMade("0a1b", "ann", "laptop", Role.DEVELOPER, HARBOR, NOON),
          new AccessEvent.TokenRevoked("0a1b", "ann"),
          new AccessEvent.Requested("POST /{owner}/{name}/runs", "/acme/harbor/runs", "::1"));

  private final AccessEventCodec codec = new AccessEventCodec();

  @Test
  void everyEventIsReadBackAsItWasWritten() {
    for (AccessEvent event : ALL) {
      byte[] json = JsonText.object(generator -> codec.write(event, generator));

      assertThat(codec.read(codec.type(event), 1, JsonText.read(json))).isEqualTo(event);
    }
  }

  @Test
  void everyTypeHasAnEvent() {
    assertThat(ALL.stream().map(codec::type).collect(Collectors.toSet())).isEqualTo(codec.types());
  }
}
