package dev.slipway.deliver.build;

/** How a build ended. */
public sealed interface BuildOutcome {
  /**
   * There is a release, and the store holds it.
   *
   * @param reused whether the release was there already
   */
  record Built(Release release, boolean reused) implements BuildOutcome {}

  /**
   * A command of the project failed, or it is not what it should be.
   *
   * @param component the one that failed; empty for a hook
   * @param reason what happened and how to mend it
   */
  record Failed(String component, String reason) implements BuildOutcome {}
}
