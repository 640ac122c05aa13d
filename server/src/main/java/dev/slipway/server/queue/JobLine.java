package dev.slipway.server.queue;

import dev.slipway.runner.JobKey;
import dev.slipway.workflow.Conclusion;
import java.time.Instant;
import java.util.Optional;

/**
 * A job of an attempt of a run.
 *
 * @param state {@code READY} while it waits for the jobs it needs
 * @param reason what it waits for, or why it ended so
 */
public record JobLine(
    JobKey key,
    String name,
    QueueState state,
    Optional<Conclusion> conclusion,
    Optional<String> reason,
    Instant queued,
    Optional<Instant> started,
    Optional<Instant> ended) {}
