package dev.slipway.server.web;

import java.util.List;
import java.util.Optional;

/**
 * The page of one environment.
 *
 * @param story of the deployment that goes on, or of the one that serves
 * @param history its deployments, the newest first
 * @param back the release a rollback would bring back; empty if there is none
 * @param mayAct whether the viewer may let deployments go on and take them back
 */
record EnvironmentPage(
    Chrome chrome,
    EnvironmentFacts facts,
    Optional<DeploymentStory> story,
    List<DeploymentFacts> history,
    String back,
    boolean mayAct)
    implements Page {
  /** Copies the list. */
  EnvironmentPage {
    history = List.copyOf(history);
  }

  String csrf() {
    return chrome.viewer().csrf();
  }

  String icon() {
    return Assets.icon(facts.mark().tone());
  }
}
