package dev.slipway.runner;

import dev.slipway.store.Masker;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the steps of one job share when their output is read: masker, problem matchers, source tree
 * and declared subjects. Thread-safe.
 */
final class OutputScope {
  private final Masker masker;
  private final SourceTree sources;
  private final ProblemMatchers matchers = new ProblemMatchers();
  private final ArtifactSubjects subjects = new ArtifactSubjects();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * @param masker hides the secrets of the run
   * @param workspace the job's workspace
   * @param repository as {@code owner/name}
   */
  OutputScope(Masker masker, Path workspace, String repository) {
    this.masker = masker;
    this.sources = new SourceTree(workspace, repository);
  }

  Masker masker() {
    return masker;
  }

  SourceTree sources() {
    return sources;
  }

  ProblemMatchers matchers() {
    return matchers;
  }

  ArtifactSubjects subjects() {
    return subjects;
  }

  /** Whether this is the job's first use of a deprecated command. */
  boolean isFirstUse(String command) {
    return warned.add(command.toLowerCase(Locale.ROOT));
  }
}
