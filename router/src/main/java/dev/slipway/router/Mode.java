package dev.slipway.router;

import java.time.Duration;

/** What a route does with its requests. */
public sealed interface Mode {
  /** Sends them on. */
  record Running() implements Mode {}

  /**
   * Holds them until the route runs again.
   *
   * @param hold for how long at most; after that a held request is answered with 504
   */
  record Paused(Duration hold) implements Mode {
    public Paused {
      if (!hold.isPositive()) {
        throw Labels.invalid("hold", hold.toString(), "give a positive duration");
      }
    }
  }

  /**
   * Refuses them with 503 and a line of text.
   *
   * @param message what the line says
   */
  record Stopped(String message) implements Mode {}

  /**
   * Answers them with 503 and the maintenance page.
   *
   * @param message what the page tells the visitor
   */
  record Maintenance(String message) implements Mode {}
}
