package dev.slipway.machine;

import java.util.Optional;

/**
 * What a run needs to know of its repository.
 *
 * @param head what is checked out; empty before the first commit
 * @param defaultBranch the trunk
 * @param remote owner and name of the remote called origin
 */
public record GitFacts(
    Optional<Head> head, String defaultBranch, Optional<RepositoryName> remote) {}
