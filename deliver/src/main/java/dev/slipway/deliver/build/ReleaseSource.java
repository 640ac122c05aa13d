package dev.slipway.deliver.build;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the files of a release came from.
 *
 * @param commit its id; empty for a folder that is in no repository
 * @param branch the branch it was first built on; empty where only a commit was checked out
 * @param subject the first line of the commit's message
 * @param committed when the commit was made
 * @param modified whether files differed from the commit
 */
public record ReleaseSource(
    Optional<String> commit,
    Optional<String> branch,
    String subject,
    Optional<Instant> committed,
    boolean modified) {
  /** A folder that is in no repository. */
  public static final ReleaseSource UNVERSIONED =
      new ReleaseSource(Optional.empty(), Optional.empty(), "", Optional.empty(), false);

  private static final int SHORT = 8;

  /** The same with a branch, if this has none. */
  ReleaseSource or(Optional<String> known) {
    return new ReleaseSource(commit, branch.or(() -> known), subject, committed, modified);
  }

  /** The commit as people write it, with a {@code +} when files differed from it. */
  public String label() {
    return commit
        .map(id -> id.substring(0, Math.min(SHORT, id.length())) + (modified ? "+" : ""))
        .orElse("no commit");
  }
}
