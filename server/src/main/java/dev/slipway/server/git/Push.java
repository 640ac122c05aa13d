package dev.slipway.server.git;

import dev.slipway.workflow.RepositoryFacts;

/**
 * A reference that moved.
 *
 * @param ref its full name, such as {@code refs/heads/main}
 * @param before the commit it pointed to; {@link RepositoryFacts#NO_COMMIT} when it is new
 * @param after the commit it points to; {@link RepositoryFacts#NO_COMMIT} when it is gone
 * @param pusher who pushed
 */
public record Push(
    RepositoryId repository, String ref, String before, String after, String pusher) {
  /** Whether the reference is new. */
  public boolean creates() {
    return before.equals(RepositoryFacts.NO_COMMIT);
  }

  /** Whether the reference is gone. */
  public boolean deletes() {
    return after.equals(RepositoryFacts.NO_COMMIT);
  }
}
