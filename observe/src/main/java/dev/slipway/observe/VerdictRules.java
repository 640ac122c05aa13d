package dev.slipway.observe;

import java.time.Duration;

/**
 * When a release is healthy or not; docs/verdict.md derives every figure.
 *
 * @param alpha the probability, above 0 and below 1, that a release which does no harm is ever
 *     called unhealthy
 * @param minimumRequests how many requests the new release must have answered to be called healthy
 * @param warmUp how long after the beginning latency is not judged: caches fill, code compiles
 * @param errors how failed requests are judged
 * @param latency how slow requests are judged
 */
public record VerdictRules(
    double alpha, long minimumRequests, Duration warmUp, ErrorRule errors, LatencyRule latency) {
  /** The part of alpha that is spent on errors; latency has the rest. */
  private static final double SPENT_ON_ERRORS = 0.8;

  /** Checks the bounds. */
  public VerdictRules {
    requireBetween("alpha", alpha, 0, 1);
    if (minimumRequests < 1 || warmUp.isNegative()) {
      throw new IllegalArgumentException(
          "a verdict needs at least one request and no negative warm-up, not "
              + minimumRequests
              + " and "
              + warmUp);
    }
  }

  /**
   * How failed requests are judged.
   *
   * @param tolerated the rise of the error rate (0.02: two in a hundred requests) that must be
   *     ruled out before a release is healthy
   * @param negligible the rise of the error rate that nobody goes back for, however certain it is
   */
  public record ErrorRule(double tolerated, double negligible) {
    /** Checks the bounds. */
    public ErrorRule {
      requireBetween("the tolerated rise of errors", tolerated, 0, 1);
      if (negligible < 0 || negligible >= 1) {
        throw new IllegalArgumentException("a negligible rise of errors of " + negligible);
      }
    }
  }

  /**
   * How slow requests are judged. A request of the new release is slow when it takes more than
   * {@code factor} times, and more than {@code slack} longer than, what counts as slow for the old.
   *
   * @param factor at least 1
   * @param slack the rise that nobody feels
   * @param tolerated the rise of the share of slow requests, around one in ten by definition, that
   *     must be ruled out before a release is healthy
   */
  public record LatencyRule(double factor, Duration slack, double tolerated) {
    /** Checks the bounds. */
    public LatencyRule {
      requireBetween("the tolerated rise of slow requests", tolerated, 0, 1);
      if (!(factor >= 1) || slack.isNegative()) {
        throw new IllegalArgumentException(
            "slower by a factor of " + factor + " and by " + slack + " is no slowness");
      }
    }

    /** The bucket above which a request of the new release is as slow as {@code bucket} says. */
    int tolerant(int bucket) {
      double micros = LatencyHistogram.upperMicros(bucket);
      double slackMicros = slack.toNanos() / 1000.0;
      return LatencyHistogram.bucket(Math.max(micros * factor, micros + slackMicros));
    }
  }

  /** The rules of a canary that says nothing else. */
  public static VerdictRules standard() {
    return new VerdictRules(
        0.05,
        100,
        Duration.ofSeconds(10),
        new ErrorRule(0.02, 0.002),
        new LatencyRule(1.25, Duration.ofMillis(25), 0.10));
  }

  /** The same with another probability of a false alarm. */
  VerdictRules withAlpha(double other) {
    return new VerdictRules(other, minimumRequests, warmUp, errors, latency);
  }

  /** The same with another number of requests that must be seen. */
  public VerdictRules withMinimumRequests(long other) {
    return new VerdictRules(alpha, other, warmUp, errors, latency);
  }

  /** The same with another time in which latency is not judged. */
  VerdictRules withWarmUp(Duration other) {
    return new VerdictRules(alpha, minimumRequests, other, errors, latency);
  }

  /** The same with another rule for errors. */
  VerdictRules withErrors(ErrorRule other) {
    return new VerdictRules(alpha, minimumRequests, warmUp, other, latency);
  }

  /** The same with another rule for latency. */
  VerdictRules withLatency(LatencyRule other) {
    return new VerdictRules(alpha, minimumRequests, warmUp, errors, other);
  }

  double errorOddsNeeded() {
    return 1 / (alpha * SPENT_ON_ERRORS);
  }

  double latencyOddsNeeded() {
    return 1 / (alpha * (1 - SPENT_ON_ERRORS));
  }

  static void requireBetween(String what, double value, double low, double high) {
    if (!(value > low && value < high)) {
      throw new IllegalArgumentException(
          what + " lies between " + low + " and " + high + ", not at " + value);
    }
  }
}
