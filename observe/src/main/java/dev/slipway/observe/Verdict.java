package dev.slipway.observe;

/**
 * What is known about the health of a release at one look, with the evidence.
 *
 * <p>Unhealthy is proven harm: go back. Healthy is harm beyond the tolerance ruled out: go on.
 * Inconclusive is neither: hold the share of traffic, and look again.
 */
public sealed interface Verdict {
  /** One sentence that says why, without a full stop. */
  String reason();

  /** The figures behind it. */
  Evidence evidence();

  /** The release does what the old one did, within the tolerance. */
  record Healthy(String reason, Evidence evidence) implements Verdict {}

  /** The release does harm; once found at a look, every later look of the rollout says so too. */
  record Unhealthy(String reason, Evidence evidence) implements Verdict {}

  /** Not enough is known, or what is known cannot be trusted. */
  record Inconclusive(String reason, Evidence evidence) implements Verdict {}
}
