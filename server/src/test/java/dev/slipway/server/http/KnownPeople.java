package dev.slipway.server.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An identity for tests: who is known by which session or token, with one role everywhere. */
final class KnownPeople implements Identity {
  private final Map<String, Caller> sessions = new HashMap<>();
  private final Map<String, Caller> tokens = new HashMap<>();

  record Person(String name, Map<Place, Role> roles) implements Caller {
    @Override
    public boolean isSignedIn() {
      return true;
    }

    @Override
    public boolean may(Role role, Place place) {
      return Optional.ofNullable(roles.get(place)).map(mine -> mine.includes(role)).orElse(false);
    }
  }

  KnownPeople session(String value, Person person) {
    sessions.put(value, person);
    return this;
  }

  KnownPeople token(String value, Person person) {
    tokens.put(value, person);
    return this;
  }

  @Override
  public Optional<Caller> ofSession(String value) {
    return Optional.ofNullable(sessions.get(value));
  }

  @Override
  public Optional<Caller> ofToken(String token) {
    return Optional.ofNullable(tokens.get(token));
  }
}
