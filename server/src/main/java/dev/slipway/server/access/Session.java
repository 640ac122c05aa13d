package dev.slipway.server.access;

import java.time.Instant;

/**
 * A browser somebody is signed in with.
 *
 * @param remote the address it was begun from
 * @param agent what the browser calls itself
 */
public record Session(String user, Instant began, Instant seen, String remote, String agent) {}
