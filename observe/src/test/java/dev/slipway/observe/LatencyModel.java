package dev.slipway.observe;

import java.util.SplittableRandom;

/** How long requests take, as a table of buckets to draw from. */
final class LatencyModel {
  private static final int TABLE = 1 << 14;
  private final short[] table;

  private LatencyModel(short[] table) {
    this.table = table;
  }

  static LatencyModel unmeasured() {
    return new LatencyModel(new short[0]);
  }

  /**
   * Log-normal around {@code medianMillis} with the given spread, all later by {@code delayMillis}.
   */
  static LatencyModel around(double medianMillis, double spread, double delayMillis) {
    SplittableRandom random = new SplittableRandom(7);
    short[] table = new short[TABLE];
    for (int i = 0; i < TABLE; i++) {
      double millis = medianMillis * Math.exp(spread * random.nextGaussian()) + delayMillis;
      table[i] = (short) LatencyHistogram.bucket(millis * 1000);
    }
    return new LatencyModel(table);
  }

  LatencyHistogram sample(SplittableRandom random, int requests) {
    if (table.length == 0) {
      return LatencyHistogram.empty();
    }
    LatencyHistogram.Builder histogram = LatencyHistogram.builder();
    for (int i = 0; i < requests; i++) {
      histogram.addToBucket(table[random.nextInt(TABLE)], 1);
    }
    return histogram.build();
  }
}
