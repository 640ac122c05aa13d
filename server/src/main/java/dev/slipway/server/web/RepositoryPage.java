package dev.slipway.server.web;

import java.util.List;

/**
 * The page of one repository.
 *
 * @param cloneUrl where git finds it
 * @param branches without {@code refs/heads/}; none while nothing was pushed
 */
record RepositoryPage(
    Chrome chrome,
    String name,
    String cloneUrl,
    String defaultBranch,
    List<String> branches,
    List<RunRow> runs,
    List<EnvironmentFacts> environments)
    implements Page {
  /** Copies the lists. */
  RepositoryPage {
    branches = List.copyOf(branches);
    runs = List.copyOf(runs);
    environments = List.copyOf(environments);
  }
}
