package dev.slipway.runner.action;

import java.time.Instant;
import java.util.Optional;

/**
 * Files a job has handed over to later jobs and to people.
 *
 * @param id unique within its run
 * @param size bytes as stored
 * @param digest SHA-256 of what is stored, in hexadecimal
 * @param expires when it may be removed, if the workflow said so
 * @param zipped whether it is stored as a zip archive rather than as the one file it is
 */
public record Artifact(
    long id,
    String name,
    long size,
    String digest,
    Instant created,
    Optional<Instant> expires,
    boolean zipped) {}
