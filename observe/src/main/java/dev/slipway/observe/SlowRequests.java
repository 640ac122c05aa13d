package dev.slipway.observe;

/**
 * An e-process on latency: the evidence that the new release answers slower than the old one by
 * more than the rule allows. Not safe to share between threads.
 *
 * <p>Slow is what exceeds a quantile of the old release, as known <em>before</em> the look it is
 * applied to; for the new release, what exceeds the same by more than the rule's factor and slack.
 * The counts then go the way of errors. Three quantiles are watched, so that a slow median as well
 * as a slow tail is found; their average is an e-process again.
 */
final class SlowRequests {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  /** Below this a quantile of the old release is not known well enough to be worth the name. */
  static final long KNOWN_FROM = 100;

  private static final int MIDDLE = 1;

  private final VerdictRules.LatencyRule rule;
  private final RatioMixture[] mixtures = new RatioMixture[QUANTILES.length];
  // Requests slower than nine in ten of the old release, for the bounds.
  private long candidate;
  private long candidateSlow;
  private long stable;
  private long stableSlow;

  SlowRequests(VerdictRules rules) {
    this.rule = rules.latency();
    for (int i = 0; i < mixtures.length; i++) {
      mixtures[i] = new RatioMixture();
    }
  }

  /**
   * Adds a look.
   *
   * @param known latencies of the old release up to the look before
   * @param most the logarithm of the largest factor the look may contribute
   */
  void add(
      LatencyHistogram known,
      LatencyHistogram ofCandidate,
      LatencyHistogram ofStable,
      double most) {
    if (known.total() < KNOWN_FROM) {
      return;
    }
    for (int i = 0; i < QUANTILES.length; i++) {
      int bucket = known.quantileBucket(QUANTILES[i]);
      long slowCandidate = ofCandidate.above(rule.tolerant(bucket));
      long slowStable = ofStable.above(bucket);
      mixtures[i].add(ofCandidate.total(), slowCandidate, ofStable.total(), slowStable, most);
      if (i == MIDDLE) {
        candidate += ofCandidate.total();
        candidateSlow += slowCandidate;
        stable += ofStable.total();
        stableSlow += slowStable;
      }
    }
  }

  double odds() {
    double sum = 0;
    for (RatioMixture mixture : mixtures) {
      sum += mixture.odds();
    }
    return sum / mixtures.length;
  }

  /** Requests of the new release that were judged. */
  long judged() {
    return candidate;
  }

  /** The largest rise of the share of slow requests that the figures allow. */
  double largestRise(double alpha) {
    return Proportion.largestDifference(candidateSlow, candidate, stableSlow, stable, alpha);
  }

  void save(SavedState.Writer state) {
    for (RatioMixture mixture : mixtures) {
      mixture.save(state);
    }
    state.add(candidate).add(candidateSlow).add(stable).add(stableSlow);
  }

  void restore(SavedState.Reader state) {
    for (RatioMixture mixture : mixtures) {
      mixture.restore(state);
    }
    candidate = state.nextLong();
    candidateSlow = state.nextLong();
    stable = state.nextLong();
    stableSlow = state.nextLong();
  }
}
