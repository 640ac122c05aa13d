package dev.slipway.server.web;

import dev.slipway.deliver.build.Release;
import dev.slipway.server.git.RepositoryId;
import java.util.List;

/**
 * The page of a release.
 *
 * @param deployments where it was deployed, the newest first
 */
record ReleasePage(
    Chrome chrome,
    RepositoryId repository,
    Release release,
    When built,
    List<DeploymentFacts> deployments)
    implements Page {
  /** Copies the list. */
  ReleasePage {
    deployments = List.copyOf(deployments);
  }

  String title() {
    String subject = release.source().subject();
    return subject.isEmpty() ? "Release " + release.id().label() : subject;
  }

  String size() {
    return Sizes.text(release.bytes());
  }
}
