package dev.slipway.server.web;

import java.util.List;

/**
 * All repositories.
 *
 * @param mayCreate whether the viewer may make one
 * @param problem why one could not be made; empty if nothing went wrong
 */
record RepositoriesPage(
    Chrome chrome, List<RepositoryRow> repositories, boolean mayCreate, String problem)
    implements Page {
  /** A repository; its last run, if it had one. */
  record RepositoryRow(String name, String branch, List<RunRow> last) {
    /** Copies the list. */
    RepositoryRow {
      last = List.copyOf(last);
    }
  }

  /** Copies the list. */
  RepositoriesPage {
    repositories = List.copyOf(repositories);
  }
}
