package dev.slipway.observe;

/**
 * Bounds on an unknown share that hold at all looks at once (a confidence sequence).
 *
 * <p>The likelihood ratio of {@code k} in {@code n}, averaged over Jeffreys' prior {@code Beta(1/2,
 * 1/2)}, against a share {@code p} is a martingale under {@code p}; every {@code p} against which
 * it stays below {@code 1/alpha} is in the bounds (Robbins 1970; Howard, Ramdas, McAuliffe and
 * Sekhon 2021).
 */
final class Proportion {
  private static final double PRIOR = 0.5;
  private static final int HALVINGS = 30;
  private static final double HALF_LOG_OF_TWO_PI = Math.log(2 * Math.PI) / 2;

  private Proportion() {}

  /** The largest share that {@code count} in {@code of} allows. */
  static double upper(long count, long of, double alpha) {
    double low = of == 0 ? 1 : (double) count / of;
    double high = 1;
    double average = logAverage((double) count, (double) of);
    double most = -Math.log(alpha);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (average - logLikelihood((double) count, (double) of, middle) < most) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The smallest share that {@code count} in {@code of} allows. */
  static double lower(long count, long of, double alpha) {
    return 1 - upper(of - count, of, alpha);
  }

  /**
   * The most by which the first share can exceed the second; half of alpha is spent on each. 1 when
   * nothing is known.
   */
  static double largestDifference(long count, long of, long count2, long of2, double alpha) {
    return upper(count, of, alpha / 2) - lower(count2, of2, alpha / 2);
  }

  /** The odds against the share {@code p} after {@code count} in {@code of}. */
  static double odds(double count, double of, double p) {
    return Math.exp(logAverage(count, of) - logLikelihood(count, of, p));
  }

  private static double logAverage(double count, double of) {
    return logBeta(count + PRIOR, of - count + PRIOR) - logBeta(PRIOR, PRIOR);
  }

  private static double logLikelihood(double count, double of, double p) {
    double log = 0;
    if (count > 0) {
      log += count * Math.log(p);
    }
    if (of > count) {
      log += (of - count) * Math.log1p(-p);
    }
    return log;
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  /** Stirling's series; below 10 the recurrence lifts the argument to where it is exact enough. */
  static double logGamma(double x) {
    double shift = 0;
    double lifted = x;
    while (lifted < 10) {
      shift += Math.log(lifted);
      lifted += 1;
    }
    double inverse = 1 / lifted;
    double square = inverse * inverse;
    double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    return (lifted - 0.5) * Math.log(lifted) - lifted + HALF_LOG_OF_TWO_PI + series - shift;
  }
}
