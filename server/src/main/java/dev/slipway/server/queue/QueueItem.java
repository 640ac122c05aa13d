package dev.slipway.server.queue;

import dev.slipway.runner.RunId;
import dev.slipway.workflow.Conclusion;
import java.util.Optional;

/**
 * A run in the queue.
 *
 * @param number counts the runs of its workflow, from 1
 * @param attempt counts how often it was begun or will have been, from 1
 * @param runner who runs it, or ran it last
 * @param conclusion how it ended
 */
public record QueueItem(
    RunId id,
    long number,
    int attempt,
    QueueState state,
    Optional<String> runner,
    Optional<Conclusion> conclusion,
    RunOrder order) {}
