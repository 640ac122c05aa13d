package dev.slipway.observe;

import java.time.Duration;
import java.time.Instant;

/** When was looked, and how much a look may say about latency. */
final class Looks {
  /** A pause of a garbage collector or a busy neighbour is over by then. */
  private static final Duration TIME_TO_DECIDE = Duration.ofSeconds(12);

  // Three, with something to spare for rounding.
  private static final double PART_OF_ONE_LOOK = 1 / 2.99;

  private final Instant begin;
  private Instant last;
  private int count;

  Looks(Instant begin) {
    this.begin = begin;
    this.last = begin;
  }

  /**
   * Takes a look; returns the part of the evidence needed that it may contribute at most, however
   * bad it is: a third, and no more than its part of twelve seconds.
   */
  double add(Instant at) {
    double seconds = Math.max(0, Duration.between(last, at).toNanos() / 1e9);
    last = at;
    count++;
    return Math.min(PART_OF_ONE_LOOK, seconds / TIME_TO_DECIDE.toSeconds());
  }

  /** Whether the release has had its time to warm up. */
  boolean warm(Duration warmUp) {
    return !last.isBefore(begin.plus(warmUp));
  }

  int count() {
    return count;
  }

  void save(SavedState.Writer state) {
    state.add(begin).add(last).add((long) count);
  }

  static Looks restore(SavedState.Reader state) {
    Looks looks = new Looks(state.nextInstant());
    looks.last = state.nextInstant();
    looks.count = (int) state.nextLong();
    return looks;
  }
}
