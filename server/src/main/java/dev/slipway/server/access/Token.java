package dev.slipway.server.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What a program signs in with in the name of a user.
 *
 * @param id what it is called; the token itself is known to its holder only
 * @param limit what it can do at most
 */
public record Token(
    String id,
    String user,
    String title,
    Grant limit,
    Instant made,
    Instant ends,
    Optional<Instant> used) {}
