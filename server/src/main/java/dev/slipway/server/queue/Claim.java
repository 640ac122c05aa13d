package dev.slipway.server.queue;

/**
 * The right and the duty to run an attempt of a run, until its end or until it is lost.
 *
 * @param runner who has it
 */
public record Claim(QueueItem item, String runner) {}
