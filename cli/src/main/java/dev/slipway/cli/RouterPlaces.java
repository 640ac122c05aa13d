package dev.slipway.cli;

import java.nio.file.Path;

/**
 * Where a router is that was not told: one a user, unless options or variables say otherwise.
 *
 * <p>{@code SLIPWAY_ROUTER_SOCKET} and {@code SLIPWAY_ROUTER_STATE} are for a machine with more
 * than one router.
 */
final class RouterPlaces {
  private RouterPlaces() {}

  /** The admin socket: {@code --admin}, the variable, or in the user's runtime folder. */
  static Path socket(Arguments arguments, Session session) {
    return arguments
        .value("--admin")
        .or(() -> session.variable("SLIPWAY_ROUTER_SOCKET"))
        .or(() -> session.variable("XDG_RUNTIME_DIR").map(run -> run + "/slipway-router.sock"))
        .map(session::resolve)
        .orElseGet(() -> home(session).resolve(".slipway/router.sock"));
  }

  /** The state file: {@code --state}, the variable, or in the user's state folder. */
  static Path state(Arguments arguments, Session session) {
    return arguments
        .value("--state")
        .or(() -> session.variable("SLIPWAY_ROUTER_STATE"))
        .or(() -> session.variable("XDG_STATE_HOME").map(state -> state + "/slipway/router.state"))
        .map(session::resolve)
        .orElseGet(() -> home(session).resolve(".local/state/slipway/router.state"));
  }

  private static Path home(Session session) {
    return Path.of(session.variable("HOME").orElse(System.getProperty("user.home")));
  }
}
