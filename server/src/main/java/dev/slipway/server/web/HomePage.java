package dev.slipway.server.web;

import java.util.List;

/**
 * What needs the viewer, and what runs where.
 *
 * @param waiting deployments they may answer
 * @param jobs jobs they may let into their environment
 * @param red the newest runs of workflows that failed on default branches
 * @param fresh whether there is no repository yet
 */
record HomePage(
    Chrome chrome,
    List<DeploymentFacts> waiting,
    List<WaitingJob> jobs,
    List<RunRow> red,
    List<EnvironmentFacts> environments,
    List<RunRow> recent,
    boolean fresh)
    implements Page {
  /** Copies the lists. */
  HomePage {
    waiting = List.copyOf(waiting);
    jobs = List.copyOf(jobs);
    red = List.copyOf(red);
    environments = List.copyOf(environments);
    recent = List.copyOf(recent);
  }

  boolean isQuiet() {
    return waiting.isEmpty() && jobs.isEmpty() && red.isEmpty();
  }
}
