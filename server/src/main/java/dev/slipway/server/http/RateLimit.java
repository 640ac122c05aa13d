package dev.slipway.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each of many may do something: a bucket of tokens each, filled evenly; safe for use by
 * many threads.
 *
 * <p>It remembers the latest {@value #MOST_KEYS}; who is forgotten starts with a full bucket.
 */
public final class RateLimit {
  private static final int MOST_KEYS = 10_000;

  private final InstantSource clock;
  private final double capacity;
  private final double perNano;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Bucket {
    private double tokens;
    private Instant at;

    Bucket(double tokens, Instant at) {
      this.tokens = tokens;
      this.at = at;
    }
  }

  /** So many times in a time, and as many at once. */
  public RateLimit(InstantSource clock, int times, Duration in) {
    this.clock = clock;
    this.capacity = times;
    this.perNano = times / (double) in.toNanos();
  }

  /** Takes a token of {@code key}; false when there is none left. */
  public synchronized boolean allows(String key) {
    Instant now = clock.instant();
    Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket(capacity, now));
    long passed = Math.max(0, Duration.between(bucket.at, now).toNanos());
    bucket.tokens = Math.min(capacity, bucket.tokens + passed * perNano);
    bucket.at = now;
    if (buckets.size() > MOST_KEYS) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}
