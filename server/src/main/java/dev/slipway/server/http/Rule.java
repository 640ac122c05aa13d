package dev.slipway.server.http;

/** Who may call a route. */
public sealed interface Rule {
  /** Everybody, also who is not signed in. */
  record Anyone() implements Rule {}

  /** Whoever is signed in; the handler shows each what they may see. */
  record SignedIn() implements Rule {}

  /** Whoever is signed in with a password: no token makes tokens, or ends sessions. */
  record InPerson() implements Rule {}

  /** Whoever has a role at the place the request is about. */
  record Needs(Role role, Scope scope) implements Rule {}

  /** Everybody, also who is not signed in. */
  static Rule anyone() {
    return new Anyone();
  }

  /** Whoever is signed in. */
  static Rule signedIn() {
    return new SignedIn();
  }

  /** Whoever is signed in with a password, not by a token. */
  static Rule inPerson() {
    return new InPerson();
  }

  /** Whoever has {@code role} at the place that {@code scope} finds. */
  static Rule role(Role role, Scope scope) {
    return new Needs(role, scope);
  }
}
