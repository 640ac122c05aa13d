package dev.slipway.server.web;

import dev.slipway.server.git.RepositoryId;
import java.util.List;
import java.util.Optional;

/**
 * An environment as the pages show it.
 *
 * @param url where people reach it; empty if it is not known
 * @param live what serves
 * @param moving what is being deployed, or waits to be
 * @param lock who keeps others out, until when and why; empty if nobody
 * @param maintenance what is shown instead; empty if it serves
 * @param promotedFrom the environment it takes releases from; empty if none
 */
record EnvironmentFacts(
    RepositoryId repository,
    String name,
    String url,
    Optional<DeploymentFacts> live,
    List<DeploymentFacts> moving,
    String lock,
    String maintenance,
    String promotedFrom) {
  /** Copies the list. */
  EnvironmentFacts {
    moving = List.copyOf(moving);
  }

  String address() {
    return DeploymentFacts.address(repository, name);
  }

  /** The deployment that goes on now. */
  Optional<DeploymentFacts> current() {
    return moving.stream().findFirst();
  }

  Mark mark() {
    if (!maintenance.isEmpty()) {
      return new Mark(Tone.WAIT, Icon.TOOL, "maintenance");
    }
    return current()
        .or(() -> live)
        .map(DeploymentFacts::mark)
        .orElse(new Mark(Tone.IDLE, Icon.QUEUED, "empty"));
  }
}
