package dev.slipway.observe;

import static dev.slipway.observe.Measure.Standing.BAD;
import static dev.slipway.observe.Measure.Standing.GOOD;
import static dev.slipway.observe.Measure.Standing.OPEN;
import static dev.slipway.observe.Measure.Subject.ERRORS;
import static dev.slipway.observe.Measure.Subject.LATENCY;
import static dev.slipway.observe.Measure.Subject.SPLIT;
import static dev.slipway.observe.Measure.Subject.TRAFFIC;

import dev.slipway.observe.Measure.Standing;
import java.time.Duration;

/** The measures of a verdict in words, and the conclusion from them. */
final class Sentences {
  private Sentences() {}

  /** Any harm decides; then anything that is not known or not to be trusted holds. */
  static Verdict conclude(Evidence evidence) {
    for (Measure measure : evidence.measures()) {
      if (measure.standing() == BAD && measure.subject() != SPLIT) {
        return new Verdict.Unhealthy(measure.text(), evidence);
      }
    }
    for (Measure measure : evidence.measures()) {
      if (measure.standing() != GOOD) {
        return new Verdict.Inconclusive(measure.text(), evidence);
      }
    }
    ArmCounters now = evidence.candidate();
    String reason = "no harm in " + Figures.count(now.requests(), "request") + ": " + failed(now);
    return new Verdict.Healthy(reason, evidence);
  }

  static Measure traffic(ArmCounters now, ArmCounters old, long minimum) {
    String seen = "the new release answered " + Figures.count(now.requests(), "request");
    if (now.requests() < minimum) {
      String text = seen + ", " + minimum + " are needed to call it healthy";
      return new Measure(TRAFFIC, OPEN, 1, 1, text);
    }
    if (old.requests() > 0) {
      seen += ", the old one " + old.requests();
    }
    return new Measure(TRAFFIC, GOOD, 1, 1, seen);
  }

  static Measure split(TrafficSplit split) {
    String text =
        "the new release got "
            + Figures.percent(split.seen())
            + " of the requests, planned were "
            + Figures.percent(split.planned());
    if (split.mismatched()) {
      return new Measure(
          SPLIT,
          BAD,
          split.odds(),
          TrafficSplit.ODDS_NEEDED,
          text + "; as long as they differ that much, the figures prove no health");
    }
    return new Measure(SPLIT, GOOD, split.odds(), TrafficSplit.ODDS_NEEDED, text);
  }

  static Measure moreErrors(ArmCounters now, ArmCounters old, double odds, double needed) {
    String text = "the new release fails more: " + failedBeside(now, old) + oddsText(odds, needed);
    return new Measure(ERRORS, BAD, odds, needed, text);
  }

  static Measure noMoreErrors(
      ArmCounters now, ArmCounters old, double rise, double tolerated, double odds, double needed) {
    String text = failedBeside(now, old) + allows("rise of failed requests", rise, tolerated);
    return new Measure(ERRORS, within(rise, tolerated), odds, needed, text);
  }

  static Measure errorsAboveLimit(ArmCounters now, double limit, double odds, double needed) {
    String text =
        "the release fails more than the "
            + Figures.percent(limit)
            + " it may: "
            + failed(now)
            + oddsText(odds, needed);
    return new Measure(ERRORS, BAD, odds, needed, text);
  }

  static Measure errorsWithin(
      ArmCounters now, double worst, double tolerated, double odds, double needed) {
    String text = failed(now) + allows("share of failed requests", worst, tolerated);
    return new Measure(ERRORS, within(worst, tolerated), odds, needed, text);
  }

  static Measure slower(ArmCounters now, ArmCounters old, double odds, double needed) {
    String text = "the new release is slower: " + took(now, old) + oddsText(odds, needed);
    return new Measure(LATENCY, BAD, odds, needed, text);
  }

  static Measure noSlower(
      ArmCounters now, ArmCounters old, double rise, double tolerated, double odds, double needed) {
    String text = took(now, old) + allows("rise of slow requests", rise, tolerated);
    return new Measure(LATENCY, within(rise, tolerated), odds, needed, text);
  }

  static Measure slowAboveLimit(ArmCounters now, Duration limit, double odds, double needed) {
    String text =
        "the release is slower than the "
            + Figures.time(limit)
            + " it may take: "
            + took(now)
            + oddsText(odds, needed);
    return new Measure(LATENCY, BAD, odds, needed, text);
  }

  static Measure slowWithin(
      ArmCounters now, Duration limit, double worst, double tolerated, double odds, double needed) {
    String what = "share of requests above " + Figures.time(limit);
    String text = took(now) + allows(what, worst, tolerated);
    return new Measure(LATENCY, within(worst, tolerated), odds, needed, text);
  }

  static Measure latencyUnknown(double needed) {
    String text =
        "latency is not judged yet: the release warms up, or too little is known before it";
    return new Measure(LATENCY, OPEN, 1, needed, text);
  }

  private static Standing within(double value, double tolerated) {
    if (value < tolerated) {
      return GOOD;
    }
    return OPEN;
  }

  private static String failed(ArmCounters counters) {
    return counters.errors()
        + " of "
        + counters.requests()
        + " failed ("
        + Figures.percent(counters.errorRate())
        + ")";
  }

  private static String failedBeside(ArmCounters now, ArmCounters old) {
    return failed(now)
        + ", of the old one "
        + old.errors()
        + " of "
        + old.requests()
        + " ("
        + Figures.percent(old.errorRate())
        + ")";
  }

  private static String took(ArmCounters counters) {
    LatencyHistogram latency = counters.latency();
    return "half take up to "
        + Figures.time(latency.quantile(0.5))
        + ", nine in ten up to "
        + Figures.time(latency.quantile(0.9));
  }

  private static String took(ArmCounters now, ArmCounters old) {
    LatencyHistogram latency = old.latency();
    return took(now)
        + ", of the old one "
        + Figures.time(latency.quantile(0.5))
        + " and "
        + Figures.time(latency.quantile(0.9));
  }

  private static String allows(String what, double value, double tolerated) {
    return "; that allows a "
        + what
        + " of at most "
        + Figures.percent(Math.clamp(value, 0, 1))
        + ", tolerated are "
        + Figures.percent(tolerated);
  }

  private static String oddsText(double odds, double needed) {
    return "; odds against chance " + Figures.odds(odds) + ", needed " + Figures.odds(needed);
  }
}
