package dev.slipway.deliver;

/**
 * What somebody wants deployed.
 *
 * @param environment the environment's name
 * @param release the release's name, written out
 * @param actor who wants it
 * @param rollback whether it brings back what served before, which needs no canary
 */
public record Wish(String environment, String release, String actor, boolean rollback) {}
