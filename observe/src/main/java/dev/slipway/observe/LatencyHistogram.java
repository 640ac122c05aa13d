package dev.slipway.observe;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many requests took how long, in buckets that are the same everywhere, so that any two can be
 * added, subtracted and compared. Immutable.
 *
 * <p>Bucket {@code i} reaches up to {@code 100 us * 2^(i/8)}: steps of 9 % from 0.1 ms to 2
 * minutes.
 */
public final class LatencyHistogram {
  static final int BUCKETS = 163;
  private static final double FIRST_MICROS = 100;
  private static final double STEPS_A_DOUBLING = 8;
  private static final double LOG_OF_TWO = Math.log(2);
  private static final LatencyHistogram EMPTY = new LatencyHistogram(new long[BUCKETS], 0);

  private final long[] counts;
  private final long total;

  private LatencyHistogram(long[] counts, long total) {
    this.counts = counts;
    this.total = total;
  }

  /** A histogram of nothing. */
  public static LatencyHistogram empty() {
    return EMPTY;
  }

  /** A new collector of latencies. */
  public static Builder builder() {
    return new Builder();
  }

  /** Takes latencies one value at a time. Not safe to share between threads. */
  public static final class Builder {
    private final long[] counts = new long[BUCKETS];
    private long total;

    private Builder() {}

    /** Adds {@code count} requests that took {@code latency}. */
    public Builder add(Duration latency, long count) {
      return addMicros(latency.toNanos() / 1000, count);
    }

    /** Adds {@code count} requests that took {@code micros} microseconds. */
    public Builder addMicros(long micros, long count) {
      return addToBucket(bucket((double) micros), count);
    }

    Builder addToBucket(int bucket, long count) {
      if (count < 0) {
        throw new IllegalArgumentException("a count of " + count);
      }
      counts[bucket] += count;
      total += count;
      return this;
    }

    /** What was added so far. */
    public LatencyHistogram build() {
      return new LatencyHistogram(counts.clone(), total);
    }
  }

  /** The bucket of a latency; the last one takes all that is longer. */
  static int bucket(double micros) {
    if (micros <= FIRST_MICROS) {
      return 0;
    }
    double steps = STEPS_A_DOUBLING * Math.log(micros / FIRST_MICROS) / LOG_OF_TWO;
    // A bound of a bucket belongs to it, however the logarithm is rounded.
    return (int) Math.min(BUCKETS - 1L, (long) Math.ceil(steps - 1e-9));
  }

  /** The longest latency of a bucket, in microseconds. */
  static double upperMicros(int bucket) {
    return FIRST_MICROS * Math.exp(bucket / STEPS_A_DOUBLING * LOG_OF_TWO);
  }

  /** How many requests are in here. */
  public long total() {
    return total;
  }

  /**
   * The latency that a share {@code quantile} of requests stayed within, as the upper end of its
   * bucket (at most 9 % too long); zero when there are none.
   */
  public Duration quantile(double quantile) {
    if (total == 0) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.round(upperMicros(quantileBucket(quantile)) * 1000));
  }

  int quantileBucket(double quantile) {
    long wanted = (long) Math.ceil(quantile * total);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted) {
        return bucket;
      }
    }
    return BUCKETS - 1;
  }

  /** How many requests took longer than the bucket reaches. */
  long above(int bucket) {
    long sum = 0;
    for (int each = bucket + 1; each < BUCKETS; each++) {
      sum += counts[each];
    }
    return sum;
  }

  long count(int bucket) {
    return counts[bucket];
  }

  LatencyHistogram plus(LatencyHistogram more) {
    if (more.total == 0) {
      return this;
    }
    long[] sum = counts.clone();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      sum[bucket] += more.counts[bucket];
    }
    return new LatencyHistogram(sum, total + more.total);
  }

  /** What was added since {@code earlier}; all of it when {@code earlier} is no part of this. */
  LatencyHistogram since(LatencyHistogram earlier) {
    if (earlier.total == 0) {
      return this;
    }
    long[] difference = counts.clone();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      difference[bucket] -= earlier.counts[bucket];
      if (difference[bucket] < 0) {
        return this;
      }
    }
    return new LatencyHistogram(difference, total - earlier.total);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return total + " requests, median " + quantile(0.5) + ", 99th percentile " + quantile(0.99);
  }
}
