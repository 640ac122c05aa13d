package dev.slipway.deliver.build;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A command of the project that runs before or after a build, at the top of a copy of the project.
 *
 * @param argv what is started
 * @param timeout when it is stopped and counts as failed
 * @param pass variables of Slipway's own environment that it gets; all others stay out
 */
public record BuildHook(List<String> argv, Duration timeout, Set<String> pass) {
  /** Copies the collections. */
  public BuildHook {
    argv = List.copyOf(argv);
    pass = Set.copyOf(pass);
  }
}
