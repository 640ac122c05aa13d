package dev.slipway.runner.action;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One saved cache.
 *
 * @param version what the paths were, so that caches of other paths with the same key do not match
 * @param ref whose it is
 * @param size bytes of the archive; 0 when all of it is kept in place
 * @param digest SHA-256 of the archive; empty when all of it is kept in place
 * @param inPlace paths that outlive a job by themselves and are in no archive
 */
record CacheEntry(
    String key,
    String version,
    String ref,
    Instant created,
    long size,
    String digest,
    List<Path> inPlace) {
  CacheEntry {
    inPlace = List.copyOf(inPlace);
  }
}
