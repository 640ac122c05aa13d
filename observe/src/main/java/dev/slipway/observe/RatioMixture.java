package dev.slipway.observe;

/**
 * An e-process: the evidence, at any time, that bad requests are more frequent in the new release
 * than in the old one. Not safe to share between threads.
 *
 * <p>Say {@code m} requests of a look were bad, {@code x} of them in the new release, which had the
 * share {@code w} of all. If the new release is no worse, {@code x} given {@code m} is at most
 * hypergeometric, and the factor {@code r^x / (1 - w + w r)^m} has an expectation of at most 1 for
 * every ratio {@code r > 1} (Hoeffding 1963, theorem 4: sampling without replacement is below the
 * binomial in convex order). So the product over looks, averaged over several ratios, is a
 * non-negative supermartingale that begins at 1, and by Ville's inequality exceeds {@code 1/alpha}
 * at any look with a probability of at most {@code alpha}. Lindon and Malek (2022) have it for a
 * share that does not change.
 */
final class RatioMixture {
  /** How many times more frequent: from hardly to entirely broken. */
  private static final double[] RATIOS = {1.25, 1.5, 2, 3, 5, 10};

  private static final double[] LOGS_OF_RATIOS = logs(RATIOS);

  private final Mixture mixture = new Mixture(RATIOS.length);

  /**
   * Adds a look: the requests of each release, and those among them that were bad.
   *
   * @param most the logarithm of the largest factor this look may contribute; a smaller factor is
   *     as valid, as long as it does not depend on what was seen
   */
  void add(long candidate, long candidateBad, long stable, long stableBad, double most) {
    long all = candidate + stable;
    long bad = candidateBad + stableBad;
    if (bad == 0) {
      return;
    }
    double share = (double) candidate / all;
    for (int i = 0; i < RATIOS.length; i++) {
      double perBad = Math.log1p(share * (RATIOS[i] - 1));
      double factor = candidateBad * LOGS_OF_RATIOS[i] - bad * perBad;
      mixture.multiply(i, Math.min(factor, most));
    }
  }

  /** The odds against chance; 1 says nothing. */
  double odds() {
    return mixture.odds();
  }

  void save(SavedState.Writer state) {
    mixture.save(state);
  }

  void restore(SavedState.Reader state) {
    mixture.restore(state);
  }

  private static double[] logs(double[] ratios) {
    double[] logs = new double[ratios.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(ratios[i]);
    }
    return logs;
  }
}
