package dev.slipway.deliver;

/**
 * What settings may mention of a release.
 *
 * @param id its name, which is what it holds
 * @param commit the full hash of the commit it was built from; empty if there is none
 * @param version what people call it; empty if nothing
 */
public record ReleaseFacts(String id, String commit, String version) {}
