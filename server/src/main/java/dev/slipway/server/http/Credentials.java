package dev.slipway.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Reads from a request who asks; immutable. */
record Credentials(Identity identity) {
  /**
   * Who asks.
   *
   * @param byCookie whether a browser would have sent the proof by itself
   */
  record Proof(Caller caller, boolean byCookie) {}

  Proof of(RequestHead head, Entrance entrance) {
    if (entrance == Entrance.HOOK) {
      return new Proof(Caller.nobody(), false);
    }
    Optional<String> authorization = head.header("authorization");
    if (authorization.isPresent()) {
      Optional<Caller> caller = token(authorization.get(), entrance).flatMap(identity::ofToken);
      return new Proof(caller.orElse(Caller.nobody()), false);
    }
    if (entrance == Entrance.GIT) {
      return new Proof(Caller.nobody(), false);
    }
    return head.cookie(Cookie.SESSION)
        .flatMap(identity::ofSession)
        .map(caller -> new Proof(caller, true))
        .orElse(new Proof(Caller.nobody(), false));
  }

  private static Optional<String> token(String authorization, Entrance entrance) {
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String rest = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "basic" -> password(rest);
      case "bearer", "token" -> entrance == Entrance.GIT ? Optional.empty() : Optional.of(rest);
      default -> Optional.empty();
    };
  }

  /** The password of basic authentication (RFC 7617), or the user's name when it has none. */
  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon < 0) {
        return Optional.empty();
      }
      String password = pair.substring(colon + 1);
      return Optional.of(password.isEmpty() ? pair.substring(0, colon) : password);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
