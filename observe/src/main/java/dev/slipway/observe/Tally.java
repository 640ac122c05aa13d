package dev.slipway.observe;

/** One release's counters as last seen, and what was added since the judgement began. */
final class Tally {
  private ArmCounters last;
  private ArmCounters total = ArmCounters.none();

  Tally(ArmCounters begin) {
    last = begin;
  }

  /** Takes the counters of a look; returns what is new in them. */
  ArmCounters add(ArmCounters now) {
    ArmCounters added = now.since(last);
    last = now;
    total = total.plus(added);
    return added;
  }

  ArmCounters total() {
    return total;
  }

  ArmCounters last() {
    return last;
  }

  void save(SavedState.Writer state) {
    state.add(last).add(total);
  }

  static Tally restore(SavedState.Reader state) {
    Tally tally = new Tally(state.nextCounters());
    tally.total = state.nextCounters();
    return tally;
  }
}
