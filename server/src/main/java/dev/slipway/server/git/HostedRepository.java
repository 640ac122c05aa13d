package dev.slipway.server.git;

import java.time.Instant;

/**
 * A repository as the server knows it.
 *
 * @param defaultBranch without {@code refs/heads/}
 */
public record HostedRepository(RepositoryId id, String defaultBranch, Instant created) {}
