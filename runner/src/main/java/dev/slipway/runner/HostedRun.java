package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.workflow.RepositoryFacts;
import dev.slipway.workflow.TriggerEvent;
import java.nio.file.Path;

/**
 * A run that a server asks for: one workflow of one event, whose identity and event are given
 * instead of made up.
 *
 * @param attempt counts from 1; each has a mark of its own on its processes and logs
 * @param number of the run among those of its workflow, from 1
 * @param facts of the repository at the commit that is checked out
 * @param event what happened
 * @param folder where its logs and artifacts are put
 * @param state the state folder of the repository's delivery project ({@code SLIPWAY_STATE})
 * @param trusted whether it may save caches; runs for strangers only read them
 */
public record HostedRun(
    RunId id,
    int attempt,
    long number,
    RepositoryFacts facts,
    TriggerEvent event,
    Path folder,
    Path state,
    boolean trusted) {
  /** Refuses what does not count. */
  public HostedRun {
    if (attempt < 1 || number < 1) {
      throw new SlipwayException(
          ErrorCode.INTERNAL, "attempts and numbers of runs count from 1, not " + attempt);
    }
  }
}
