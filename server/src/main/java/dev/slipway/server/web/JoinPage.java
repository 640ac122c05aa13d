package dev.slipway.server.web;

/**
 * Where somebody with a link joins, or sets a new password.
 *
 * @param link the last part of its address
 * @param heading what it is
 * @param lead what the link is good for
 * @param user whose password is set; empty for somebody who joins
 * @param name what they want to be called
 * @param problem why not; empty at first
 */
record JoinPage(
    Chrome chrome,
    String link,
    String heading,
    String lead,
    String user,
    String name,
    String problem)
    implements Page {
  boolean isReset() {
    return !user.isEmpty();
  }
}
