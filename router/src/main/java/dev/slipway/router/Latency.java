package dev.slipway.router;

import java.util.ArrayList;
import java.util.List;

/**
 * How long answers took to begin, as counts of ascending buckets; two readings subtract exactly.
 *
 * @param buckets ascending, none empty
 */
public record Latency(List<Bucket> buckets) {
  public Latency {
    buckets = List.copyOf(buckets);
  }

  /**
   * Answers that took about the same time.
   *
   * @param upToMicros the longest time that belongs to it, in microseconds
   * @param count how many
   */
  public record Bucket(long upToMicros, long count) {}

  /** No answers. */
  public static Latency none() {
    return new Latency(List.of());
  }

  /** How many answers. */
  public long count() {
    long sum = 0;
    for (Bucket bucket : buckets) {
      sum += bucket.count();
    }
    return sum;
  }

  /** The time within which a share (0 to 1) of the answers began, in microseconds; 0 when none. */
  public long quantileMicros(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count()));
    long seen = 0;
    for (Bucket bucket : buckets) {
      seen += bucket.count();
      if (seen >= wanted) {
        return bucket.upToMicros();
      }
    }
    return 0;
  }

  /** What was added since an earlier reading of the same counters. */
  public Latency minus(Latency earlier) {
    List<Bucket> rest = new ArrayList<>();
    int at = 0;
    for (Bucket bucket : buckets) {
      long before = 0;
      while (at < earlier.buckets.size()
          && earlier.buckets.get(at).upToMicros() <= bucket.upToMicros()) {
        before += earlier.buckets.get(at).count();
        at++;
      }
      if (bucket.count() > before) {
        rest.add(new Bucket(bucket.upToMicros(), bucket.count() - before));
      }
    }
    return new Latency(rest);
  }
}
