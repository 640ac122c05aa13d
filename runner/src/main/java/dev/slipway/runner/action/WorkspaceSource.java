package dev.slipway.runner.action;

import java.nio.file.Path;
import java.util.Map;

/** Where a job's files come from; checkout puts them into the workspace. */
public interface WorkspaceSource {
  /** The local repository of the run, as a folder the git command understands. */
  Path repository();

  /** The name of that repository, {@code owner/name}. */
  String repositoryName();

  /** Other repositories that are at hand locally, by {@code owner/name} in lower case. */
  Map<String, Path> localRepositories();

  /**
   * Puts the run's files, those of its commit or of the working tree, into the target folder, which
   * exists and is empty. The copy may have been prepared ahead. It has a {@code .git} of its own.
   */
  void materialise(Path target);
}
