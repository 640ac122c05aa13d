package dev.slipway.observe;

/**
 * The likelihood ratios of several alternatives to one hypothesis, as logarithms; their average is
 * the evidence against it. Not safe to share between threads.
 */
final class Mixture {
  private final double[] logs;

  Mixture(int alternatives) {
    logs = new double[alternatives];
  }

  /** Multiplies the ratio of an alternative by a factor, given as a logarithm. */
  void multiply(int alternative, double factor) {
    logs[alternative] += factor;
  }

  /** The odds against chance; 1 says nothing. */
  double odds() {
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log);
    }
    return sum / logs.length;
  }

  void save(SavedState.Writer state) {
    for (double log : logs) {
      state.add(log);
    }
  }

  void restore(SavedState.Reader state) {
    for (int i = 0; i < logs.length; i++) {
      logs[i] = state.nextDouble();
    }
  }
}
