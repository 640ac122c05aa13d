package dev.slipway.workflow;

/** The workflow a {@link CallJob} names. */
public sealed interface WorkflowRef {
  /** The text of {@code uses}. */
  String text();

  /**
   * A file of the caller's repository at the caller's commit, written {@code ./path} or {@code
   * $/path}.
   *
   * @param path relative to the root of the repository
   */
  record Local(String text, String path) implements WorkflowRef {}

  /** A file of another repository. */
  record Remote(String text, String owner, String repository, String path, String ref)
      implements WorkflowRef {}
}
