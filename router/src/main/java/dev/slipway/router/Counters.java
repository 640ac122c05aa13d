package dev.slipway.router;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** What one event loop counted for one slot; only that loop touches it. */
final class Counters {
  private static final long LONGEST_MICROS = 3_600_000_000L;

  private final long[] byClass = new long[6];
  private final Histogram latency = new Histogram(1, LONGEST_MICROS, 2);
  private long gatewayErrors;
  private long aborted;
  private long retried;

  void answered(int status) {
    byClass[Math.clamp(status / 100, 1, 5)]++;
  }

  void gatewayError() {
    gatewayErrors++;
  }

  void aborted() {
    aborted++;
  }

  void retried() {
    retried++;
  }

  void began(long nanos) {
    latency.recordValue(Math.clamp(nanos / 1000, 1, LONGEST_MICROS));
  }

  ReleaseCounters.Responses responses() {
    return new ReleaseCounters.Responses(
        byClass[1],
        byClass[2],
        byClass[3],
        byClass[4],
        byClass[5],
        gatewayErrors,
        aborted,
        retried);
  }

  /** Adds these latencies to a histogram of the same bounds. */
  void addTo(Histogram sum) {
    sum.add(latency);
  }

  static Histogram emptyHistogram() {
    return new Histogram(1, LONGEST_MICROS, 2);
  }

  static Latency latency(Histogram histogram) {
    List<Latency.Bucket> buckets = new ArrayList<>();
    for (HistogramIterationValue value : histogram.recordedValues()) {
      buckets.add(
          new Latency.Bucket(value.getValueIteratedTo(), value.getCountAddedInThisIterationStep()));
    }
    return new Latency(buckets);
  }
}
