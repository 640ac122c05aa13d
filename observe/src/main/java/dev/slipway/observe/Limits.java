package dev.slipway.observe;

import java.time.Duration;
import java.util.Optional;

/**
 * What a release must keep when there is no other beside it to compare it with.
 *
 * @param errorRate the share of requests, between 0 and 1, that may fail
 * @param slow the time that at most one request in twenty may exceed; absent when it is not judged
 */
public record Limits(double errorRate, Optional<Duration> slow) {
  private static final double LEAST_ERROR_RATE = 0.01;
  private static final double TIMES_AS_MANY = 2;
  private static final double TIMES_AS_LONG = 2;
  private static final Duration SLACK = Duration.ofMillis(100);
  private static final long KNOWN_FROM = 100;
  private static final long NOT_JUDGED = 0;

  /** The quantile that {@link #slow} is about. */
  static final double QUANTILE = 0.95;

  /** Checks the bounds. */
  public Limits {
    VerdictRules.requireBetween("the limit of errors", errorRate, 0, 1);
    if (slow.isPresent() && !slow.get().isPositive()) {
      throw new IllegalArgumentException("a limit of " + slow.get() + " for a request");
    }
  }

  /**
   * The limits that the release before suggests: twice its error rate, at least one in a hundred,
   * and twice the time nineteen in twenty of its requests stayed within, at least 100 ms more.
   */
  public static Limits suggestedBy(ArmCounters before) {
    double errorRate = Math.clamp(before.errorRate() * TIMES_AS_MANY, LEAST_ERROR_RATE, 0.99);
    if (before.latency().total() < KNOWN_FROM) {
      return new Limits(errorRate, Optional.empty());
    }
    Duration usual = before.latency().quantile(QUANTILE);
    long twice = Math.round(usual.toNanos() * TIMES_AS_LONG);
    long more = usual.plus(SLACK).toNanos();
    return new Limits(errorRate, Optional.of(Duration.ofNanos(Math.max(twice, more))));
  }

  void save(SavedState.Writer state) {
    state.add(errorRate).add(slow.map(Duration::toNanos).orElse(NOT_JUDGED));
  }

  static Limits restore(SavedState.Reader state) {
    double errorRate = state.nextDouble();
    long nanos = state.nextLong();
    try {
      return new Limits(
          errorRate, Optional.of(nanos).filter(each -> each != NOT_JUDGED).map(Duration::ofNanos));
    } catch (IllegalArgumentException e) {
      throw SavedState.broken("holds limits that cannot be", e);
    }
  }
}
