package dev.slipway.server.web;

/**
 * The page of one deployment.
 *
 * @param mayAnswer whether the viewer may say yes or no, and it waits for that
 * @param mayAct whether the viewer may let it go on or take it back, and it goes on
 */
record DeploymentPage(
    Chrome chrome, DeploymentFacts facts, DeploymentStory story, boolean mayAnswer, boolean mayAct)
    implements Page {
  String csrf() {
    return chrome.viewer().csrf();
  }

  String icon() {
    return Assets.icon(facts.mark().tone());
  }
}
