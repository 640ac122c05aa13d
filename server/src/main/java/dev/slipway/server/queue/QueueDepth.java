package dev.slipway.server.queue;

import dev.slipway.runner.RunId;
import java.util.Optional;

/**
 * How much there is to do.
 *
 * @param held runs that somebody must release
 * @param waiting runs that wait for another one of their group
 * @param ready runs that wait for a runner
 * @param running runs that are being run
 * @param oldestReady the ready one that came first
 */
public record QueueDepth(
    long held, long waiting, long ready, long running, Optional<RunId> oldestReady) {}
