package dev.slipway.server.http;

import java.util.Optional;

/** Finds out who asks; safe for use by many threads. */
public interface Identity {
  /** Whose session the value of the session cookie is. */
  Optional<Caller> ofSession(String value);

  /** Whose token it is. */
  Optional<Caller> ofToken(String token);

  /** Knows nobody. */
  static Identity none() {
    return new Identity() {
      @Override
      public Optional<Caller> ofSession(String value) {
        return Optional.empty();
      }

      @Override
      public Optional<Caller> ofToken(String token) {
        return Optional.empty();
      }
    };
  }
}
