package dev.slipway.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A new release judged against the old one while both answer: the verdict of a canary. Not safe to
 * share between threads.
 *
 * <p>It may be looked at any number of times, at any moment, and stopped on any ground: over a
 * whole rollout a release that does no harm is called unhealthy with a probability of at most
 * alpha. Its state is one line of text, so that it outlives the process.
 */
public final class Comparison {
  private static final String KIND = "comparison/1";

  private final VerdictRules rules;
  private final Looks looks;
  private final Tally stable;
  private final Tally candidate;
  private final RatioMixture errors = new RatioMixture();
  private final SlowRequests slow;
  private final TrafficSplit split = new TrafficSplit();
  private double errorPeak = 1;
  private double latencyPeak = 1;

  private Comparison(VerdictRules rules, Looks looks, Tally stable, Tally candidate) {
    this.rules = rules;
    this.looks = looks;
    this.stable = stable;
    this.candidate = candidate;
    this.slow = new SlowRequests(rules);
  }

  /**
   * Begins when the first request goes to the new release. What the counters hold by then is not
   * compared; the latencies of the old release among it say what slow is.
   */
  public static Comparison begin(
      VerdictRules rules, Instant at, ArmCounters stable, ArmCounters candidate) {
    return new Comparison(rules, new Looks(at), new Tally(stable), new Tally(candidate));
  }

  /**
   * Looks once. Look right before every change of the share, so that it is the same between two
   * looks.
   *
   * @param share the part of the requests, 0 to 1, that was meant for the new release since the
   *     last look
   * @param stableNow the old release's counters
   * @param candidateNow the new release's counters
   */
  public Verdict look(Instant at, double share, ArmCounters stableNow, ArmCounters candidateNow) {
    take(at, share, stableNow, candidateNow);
    return verdict();
  }

  void take(Instant at, double share, ArmCounters stableNow, ArmCounters candidateNow) {
    LatencyHistogram known = stable.total().latency();
    if (known.total() < SlowRequests.KNOWN_FROM) {
      known = stable.last().latency();
    }
    ArmCounters ofStable = stable.add(stableNow);
    ArmCounters ofCandidate = candidate.add(candidateNow);
    double part = looks.add(at);
    split.add(share, ofCandidate.requests(), ofStable.requests());
    errors.add(
        ofCandidate.requests(),
        ofCandidate.errors(),
        ofStable.requests(),
        ofStable.errors(),
        Double.POSITIVE_INFINITY);
    errorPeak = Math.max(errorPeak, errors.odds());
    if (looks.warm(rules.warmUp())) {
      double most = part * Math.log(rules.latencyOddsNeeded());
      slow.add(known, ofCandidate.latency(), ofStable.latency(), most);
      latencyPeak = Math.max(latencyPeak, slow.odds());
    }
  }

  boolean harmProven() {
    return errorsProven() || slownessProven();
  }

  private boolean errorsProven() {
    return errorPeak >= rules.errorOddsNeeded() && errorRise() >= rules.errors().negligible();
  }

  private boolean slownessProven() {
    return latencyPeak >= rules.latencyOddsNeeded();
  }

  private double errorRise() {
    return candidate.total().errorRate() - stable.total().errorRate();
  }

  Verdict verdict() {
    ArmCounters old = stable.total();
    ArmCounters now = candidate.total();
    List<Measure> measures = new ArrayList<>();
    measures.add(Sentences.traffic(now, old, rules.minimumRequests()));
    measures.add(Sentences.split(split));
    measures.add(errorMeasure(old, now));
    if (now.latency().total() > 0) {
      measures.add(latencyMeasure(old, now));
    }
    return Sentences.conclude(new Evidence(looks.count(), old, now, measures));
  }

  private Measure errorMeasure(ArmCounters old, ArmCounters now) {
    double needed = rules.errorOddsNeeded();
    if (errorsProven()) {
      return Sentences.moreErrors(now, old, errorPeak, needed);
    }
    double rise =
        Proportion.largestDifference(
            now.errors(), now.requests(), old.errors(), old.requests(), rules.alpha());
    double tolerated = rules.errors().tolerated();
    return Sentences.noMoreErrors(now, old, rise, tolerated, errors.odds(), needed);
  }

  private Measure latencyMeasure(ArmCounters old, ArmCounters now) {
    double needed = rules.latencyOddsNeeded();
    if (slownessProven()) {
      return Sentences.slower(now, old, latencyPeak, needed);
    }
    if (slow.judged() == 0) {
      return Sentences.latencyUnknown(needed);
    }
    double rise = slow.largestRise(rules.alpha());
    double tolerated = rules.latency().tolerated();
    return Sentences.noSlower(now, old, rise, tolerated, slow.odds(), needed);
  }

  /** The state of this comparison as one line, to be kept with the entry of the look. */
  public String save() {
    SavedState.Writer state = new SavedState.Writer(KIND);
    looks.save(state);
    state.add(errorPeak).add(latencyPeak);
    stable.save(state);
    candidate.save(state);
    errors.save(state);
    slow.save(state);
    split.save(state);
    return state.text();
  }

  /**
   * Goes on where {@link #save()} stopped, under the same rules.
   *
   * @throws dev.slipway.fault.SlipwayException CORRUPT when the text is no saved comparison
   */
  public static Comparison restore(VerdictRules rules, String saved) {
    SavedState.Reader state = new SavedState.Reader(KIND, saved);
    Looks looks = Looks.restore(state);
    double errorPeak = state.nextDouble();
    double latencyPeak = state.nextDouble();
    Comparison comparison =
        new Comparison(rules, looks, Tally.restore(state), Tally.restore(state));
    comparison.errorPeak = errorPeak;
    comparison.latencyPeak = latencyPeak;
    comparison.errors.restore(state);
    comparison.slow.restore(state);
    comparison.split.restore(state);
    return comparison;
  }
}
