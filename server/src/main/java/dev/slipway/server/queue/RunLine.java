package dev.slipway.server.queue;

import dev.slipway.runner.RunId;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as the list of runs has it.
 *
 * @param position its place in the list; later runs have higher ones
 * @param number counts the runs of its workflow, from 1
 * @param workflow path of the workflow's file
 * @param ref the full ref, such as {@code refs/heads/main}
 * @param title what it is about: the workflow's run-name, or the first line of the commit's message
 * @param attempt the one that is the newest, from 1
 * @param reason why it does not begin, or why it ended so
 * @param stopReason why it is to stop, while it has not
 * @param queued when it was asked for; by whom it was asked for again does not change it
 * @param started when the newest attempt began
 */
public record RunLine(
    RunId id,
    long position,
    long number,
    String repository,
    String workflow,
    String workflowName,
    String event,
    String ref,
    String sha,
    String title,
    String actor,
    boolean trusted,
    int attempt,
    QueueState state,
    Optional<Conclusion> conclusion,
    Optional<String> reason,
    Optional<String> stopReason,
    Optional<String> runner,
    Instant queued,
    Optional<Instant> started,
    Optional<Instant> ended) {

  /** How long the newest attempt took; empty while it has not ended, or if it never began. */
  public Optional<Duration> took() {
    return started.flatMap(from -> ended.map(to -> Duration.between(from, to)));
  }
}
