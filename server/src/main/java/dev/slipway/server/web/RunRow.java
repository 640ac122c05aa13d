package dev.slipway.server.web;

/**
 * A run in a list.
 *
 * @param title what it is about: the first line of the commit's message, or the run's own name
 * @param branch the branch or tag without {@code refs/…/}
 * @param sha the whole hash of the commit
 * @param actor who caused it
 * @param took how long it ran; empty until it has ended
 */
record RunRow(
    String id,
    Status status,
    String title,
    String workflow,
    String repository,
    String event,
    String branch,
    String sha,
    String actor,
    When started,
    String took) {
  String address() {
    return "/runs/" + id;
  }

  String shortSha() {
    return sha.substring(0, Math.min(7, sha.length()));
  }
}
