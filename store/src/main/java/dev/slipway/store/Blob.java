package dev.slipway.store;

import java.time.Instant;

/**
 * What a blob store tells of a blob without reading it.
 *
 * @param digest its name
 * @param size in bytes
 * @param lastUsed when it was last put or opened
 */
public record Blob(Digest digest, long size, Instant lastUsed) {}
