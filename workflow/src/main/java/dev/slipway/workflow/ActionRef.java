package dev.slipway.workflow;

/** The action a {@link UsesStep} names. */
public sealed interface ActionRef {
  /** The text of {@code uses}. */
  String text();

  /**
   * A folder of the workspace, written {@code ./path}.
   *
   * @param path relative to the workspace, without the leading {@code ./}
   */
  record Local(String text, String path) implements ActionRef {}

  /**
   * A folder of the repository the workflow or action itself comes from, written {@code $/path}.
   *
   * @param path relative to the root of that repository
   */
  record Self(String text, String path) implements ActionRef {}

  /**
   * A folder of a repository at a ref.
   *
   * @param path empty for the root
   */
  record Repository(String text, String owner, String repository, String path, String ref)
      implements ActionRef {
    /** {@code owner/repository}, as written. */
    public String fullName() {
      return owner + "/" + repository;
    }
  }

  /** An image, written {@code docker://image}. */
  record DockerImage(String text, String image) implements ActionRef {}
}
