package dev.slipway.runner;

import dev.slipway.machine.Git;
import dev.slipway.machine.Owner;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which run it is, and where it keeps what outlives it.
 *
 * @param attempt from 1
 * @param number among the runs of its workflow, from 1
 * @param folder of its logs and artifacts, and of its journal unless a server keeps it
 * @param state what {@code SLIPWAY_STATE} is
 * @param savesCaches whether it may save caches
 */
record RunPlace(RunId id, int attempt, long number, Path folder, Path state, boolean savesCaches) {
  /** A run in a repository of the user's. */
  static RunPlace local(Git git, RunId id) {
    Path state = git.root().resolve(".slipway");
    return new RunPlace(id, 1, 1, state.resolve("runs").resolve(id.value()), state, true);
  }

  /** A run of a server. */
  static RunPlace of(HostedRun run) {
    return new RunPlace(
        run.id(), run.attempt(), run.number(), run.folder(), run.state(), run.trusted());
  }

  /** Who answers for its processes: what is left of another attempt is never taken for ours. */
  Owner owner() {
    return new Owner(Owner.Kind.RUN, id.value() + part(".").orElse(""));
  }

  /** What tells the logs of this attempt from those of the first one. */
  Optional<String> logFolder() {
    return part("attempt-");
  }

  private Optional<String> part(String prefix) {
    return attempt == 1 ? Optional.empty() : Optional.of(prefix + attempt);
  }
}
