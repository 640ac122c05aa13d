package dev.slipway.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A release that answers alone, judged against limits: the verdict after a deployment, and of a
 * canary that has all the traffic. Not safe to share between threads.
 *
 * <p>Like a {@link Comparison} it may be looked at whenever one likes: a release within its limits
 * is called unhealthy with a probability of at most alpha. It can't tell the fault of the release
 * from that of a day on which everything fails.
 */
public final class Watch {
  private static final String KIND = "watch/1";

  private final VerdictRules rules;
  private final Limits limits;
  private final Looks looks;
  private final Tally tally;
  private final LimitMixture errors;
  private final LimitMixture slow;
  private double errorPeak = 1;
  private double latencyPeak = 1;
  private long judged;
  private long judgedSlow;

  private Watch(VerdictRules rules, Limits limits, Looks looks, Tally tally) {
    this.rules = rules;
    this.limits = limits;
    this.looks = looks;
    this.tally = tally;
    this.errors = new LimitMixture(limits.errorRate());
    this.slow = new LimitMixture(1 - Limits.QUANTILE);
  }

  /** Begins when the release has all the traffic; what its counters hold by then is not judged. */
  public static Watch begin(VerdictRules rules, Limits limits, Instant at, ArmCounters counters) {
    return new Watch(rules, limits, new Looks(at), new Tally(counters));
  }

  /** Looks once, at the release's counters. */
  public Verdict look(Instant at, ArmCounters counters) {
    ArmCounters added = tally.add(counters);
    double part = looks.add(at);
    errors.add(added.errors(), added.requests(), Double.POSITIVE_INFINITY);
    errorPeak = Math.max(errorPeak, errors.odds());
    if (looks.warm(rules.warmUp()) && limits.slow().isPresent()) {
      double most = part * Math.log(rules.latencyOddsNeeded());
      addLatency(added.latency(), limits.slow().get(), most);
    }
    return verdict();
  }

  private void addLatency(LatencyHistogram latency, Duration limit, double most) {
    long above = latency.above(LatencyHistogram.bucket(limit.toNanos() / 1000.0));
    slow.add(above, latency.total(), most);
    latencyPeak = Math.max(latencyPeak, slow.odds());
    judged += latency.total();
    judgedSlow += above;
  }

  private Verdict verdict() {
    ArmCounters now = tally.total();
    List<Measure> measures = new ArrayList<>();
    measures.add(Sentences.traffic(now, ArmCounters.none(), rules.minimumRequests()));
    measures.add(errorMeasure(now));
    limits.slow().ifPresent(limit -> measures.add(latencyMeasure(now, limit)));
    return Sentences.conclude(new Evidence(looks.count(), ArmCounters.none(), now, measures));
  }

  private Measure errorMeasure(ArmCounters now) {
    double needed = rules.errorOddsNeeded();
    if (errorPeak >= needed) {
      return Sentences.errorsAboveLimit(now, limits.errorRate(), errorPeak, needed);
    }
    double worst = Proportion.upper(now.errors(), now.requests(), rules.alpha());
    double tolerated = limits.errorRate() + rules.errors().tolerated();
    return Sentences.errorsWithin(now, worst, tolerated, errors.odds(), needed);
  }

  private Measure latencyMeasure(ArmCounters now, Duration limit) {
    double needed = rules.latencyOddsNeeded();
    if (latencyPeak >= needed) {
      return Sentences.slowAboveLimit(now, limit, latencyPeak, needed);
    }
    if (judged == 0) {
      return Sentences.latencyUnknown(needed);
    }
    double worst = Proportion.upper(judgedSlow, judged, rules.alpha());
    double tolerated = 1 - Limits.QUANTILE + rules.latency().tolerated();
    return Sentences.slowWithin(now, limit, worst, tolerated, slow.odds(), needed);
  }

  /** The state of this watch as one line, to be kept with the entry of the look. */
  public String save() {
    SavedState.Writer state = new SavedState.Writer(KIND);
    limits.save(state);
    looks.save(state);
    state.add(errorPeak).add(latencyPeak).add(judged).add(judgedSlow);
    tally.save(state);
    errors.save(state);
    slow.save(state);
    return state.text();
  }

  /**
   * Goes on where {@link #save()} stopped, under the same rules; its limits are those it began
   * with.
   *
   * @throws dev.slipway.fault.SlipwayException CORRUPT when the text is no saved watch
   */
  public static Watch restore(VerdictRules rules, String saved) {
    SavedState.Reader state = new SavedState.Reader(KIND, saved);
    Limits limits = Limits.restore(state);
    Looks looks = Looks.restore(state);
    double errorPeak = state.nextDouble();
    double latencyPeak = state.nextDouble();
    long judged = state.nextLong();
    long judgedSlow = state.nextLong();
    Watch watch = new Watch(rules, limits, looks, Tally.restore(state));
    watch.errorPeak = errorPeak;
    watch.latencyPeak = latencyPeak;
    watch.judged = judged;
    watch.judgedSlow = judgedSlow;
    watch.errors.restore(state);
    watch.slow.restore(state);
    return watch;
  }
}
