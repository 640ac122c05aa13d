package dev.slipway.observe;

/**
 * An e-process: the evidence, at any time, that a share exceeds its limit. Not safe to share
 * between threads.
 *
 * <p>The likelihood ratio of {@code k} in {@code n} under the share {@code min(r p, 0.999)} against
 * the limit {@code p}, averaged over several {@code r > 1}: below the limit a non-negative
 * supermartingale that begins at 1, so Ville's inequality holds as in {@link RatioMixture}.
 */
final class LimitMixture {
  private static final double[] RATIOS = {1.25, 1.5, 2, 3, 5, 10, 30};
  private static final double NEARLY_ALL = 0.999;

  private final double limit;
  private final Mixture mixture = new Mixture(RATIOS.length);

  LimitMixture(double limit) {
    this.limit = limit;
  }

  /** Adds a look, which contributes a factor of at most {@code most}, given as a logarithm. */
  void add(long bad, long all, double most) {
    for (int i = 0; i < RATIOS.length; i++) {
      double worse = Math.max(limit, Math.min(RATIOS[i] * limit, NEARLY_ALL));
      double factor =
          bad * Math.log(worse / limit) + (all - bad) * (Math.log1p(-worse) - Math.log1p(-limit));
      mixture.multiply(i, Math.min(factor, most));
    }
  }

  double odds() {
    return mixture.odds();
  }

  void save(SavedState.Writer state) {
    mixture.save(state);
  }

  void restore(SavedState.Reader state) {
    mixture.restore(state);
  }
}
