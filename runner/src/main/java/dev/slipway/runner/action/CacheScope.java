package dev.slipway.runner.action;

import java.util.List;

/**
 * Whose caches a run may read and write.
 *
 * <p>A run reads what its own ref, the base of its pull request and the default branch have saved,
 * in that order, and saves under its own ref only: what a pull request saves never reaches the
 * default branch.
 *
 * @param refs full refs such as {@code refs/heads/main}, the own one first
 * @param readOnly whether nothing may be saved, as for runs of pull requests from forks
 */
public record CacheScope(List<String> refs, boolean readOnly) {
  public CacheScope {
    refs = refs.stream().filter(ref -> !ref.isEmpty()).distinct().toList();
    if (refs.isEmpty()) {
      throw new IllegalArgumentException("A cache scope needs the run's own ref");
    }
  }

  /** The ref under which the run saves. */
  String own() {
    return refs.getFirst();
  }
}
