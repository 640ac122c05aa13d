package dev.slipway.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a repository and its head commit to make up the payload of an event.
 *
 * @param owner the account it belongs to
 * @param name its name without the owner
 * @param defaultBranch without {@code refs/heads/}
 * @param ref the full ref that is checked out, such as {@code refs/heads/main}
 * @param sha the commit that is checked out, 40 hexadecimal digits
 * @param before the commit the ref pointed to before, all zeros when the ref is new
 * @param actor who caused the event
 * @param head the commit that is checked out
 * @param changes what changed between {@code before} and {@code sha}; empty when no diff is known
 * @param server where the repository is at home, without a slash at the end
 */
public record RepositoryFacts(
    String owner,
    String name,
    String defaultBranch,
    String ref,
    String sha,
    String before,
    String actor,
    Commit head,
    Optional<List<Change>> changes,
    String server) {
  /** The home of repositories that say nothing else. */
  public static final String GITHUB = "https://github.com";

  /** What {@code before} is when a ref is new. */
  public static final String NO_COMMIT = "0".repeat(40);

  public RepositoryFacts {
    changes = changes.map(List::copyOf);
  }

  /** Facts of a repository that is at home on GitHub. */
  public RepositoryFacts(
      String owner,
      String name,
      String defaultBranch,
      String ref,
      String sha,
      String before,
      String actor,
      Commit head,
      Optional<List<Change>> changes) {
    this(owner, name, defaultBranch, ref, sha, before, actor, head, changes, GITHUB);
  }

  /** The same repository at home on another server. */
  public RepositoryFacts at(String home) {
    return new RepositoryFacts(
        owner, name, defaultBranch, ref, sha, before, actor, head, changes, home);
  }

  /** Who wrote a commit. */
  public record Author(String name, String email) {}

  /** A commit's message and who wrote it when. */
  public record Commit(String message, Author author, Author committer, Instant at) {}

  /** What happened to a file. */
  public enum ChangeKind {
    ADDED,
    MODIFIED,
    REMOVED
  }

  /** A file that changed; a renamed one is removed and added. */
  public record Change(String path, ChangeKind kind) {}

  /** {@code owner/name}. */
  public String fullName() {
    return owner + "/" + name;
  }

  /** The branch that is checked out, the default branch when it is no branch. */
  public String branch() {
    if (ref.startsWith("refs/heads/")) {
      return ref.substring("refs/heads/".length());
    }
    return defaultBranch;
  }

  /** The paths that changed, each once. */
  public Optional<List<String>> changedPaths() {
    return changes.map(list -> list.stream().map(Change::path).distinct().toList());
  }
}
