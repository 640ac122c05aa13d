package dev.slipway.observe;

/**
 * Whether each release got the share of requests it was to get; where it did not, something between
 * the user and the counters differs, and the comparison is worth nothing. Not safe to share between
 * threads.
 *
 * <p>A user stays with one release and sends many requests, so requests are not independent: twenty
 * of them count as one, and only a share beyond half or twice the planned one is a mismatch.
 */
final class TrafficSplit {
  /** A mismatch is called one with a thousand to one against chance (Fabijan and others 2019). */
  static final double ODDS_NEEDED = 1000;

  private static final double REQUESTS_OF_A_USER = 20;
  private static final double MOST_OFF = 2;

  private double share;
  private long candidate;
  private long all;

  /** Adds the requests of a look in which the new release was to get {@code planned} of all. */
  void add(double planned, long ofCandidate, long ofStable) {
    if (planned != share) {
      share = planned;
      candidate = 0;
      all = 0;
    }
    candidate += ofCandidate;
    all += ofCandidate + ofStable;
  }

  /** The odds against the planned share. */
  double odds() {
    if (share <= 0 || share >= 1) {
      return 1;
    }
    return Proportion.odds(candidate / REQUESTS_OF_A_USER, all / REQUESTS_OF_A_USER, share);
  }

  boolean mismatched() {
    double seen = seen();
    boolean off = seen * MOST_OFF < share || seen > share * MOST_OFF;
    return off && odds() >= ODDS_NEEDED;
  }

  double planned() {
    return share;
  }

  double seen() {
    if (all == 0) {
      return 0;
    }
    return (double) candidate / all;
  }

  void save(SavedState.Writer state) {
    state.add(share).add(candidate).add(all);
  }

  void restore(SavedState.Reader state) {
    share = state.nextDouble();
    candidate = state.nextLong();
    all = state.nextLong();
  }
}
