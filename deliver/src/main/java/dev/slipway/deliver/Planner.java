package dev.slipway.deliver;

import java.util.Optional;

/** Says what a deployment would do. */
interface Planner {
  /**
   * The plan of bringing a release into the environment.
   *
   * @param previous the release that serves there now
   */
  DeploymentPlan plan(DeploymentId deployment, Wish wish, Optional<String> previous);

  /** What a deployment into an environment does that finds another one waiting. */
  Environment.Waiting waiting(String environment);
}
