package dev.slipway.deliver;

import dev.slipway.observe.ArmCounters;
import dev.slipway.observe.Comparison;
import dev.slipway.observe.Limits;
import dev.slipway.observe.Measure;
import dev.slipway.observe.Verdict;
import dev.slipway.observe.VerdictRules;
import dev.slipway.observe.Watch;
import dev.slipway.router.ReleaseLabel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at a release under traffic until its time is up or the verdict is clear: beside the old
 * release in a canary, against what the old one suggests once it serves alone.
 */
final class Judgement {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Traffic traffic;
  private final Set<String> components;
  private final InstantSource clock;
  private final VerdictRules rules;

  Judgement(Traffic traffic, Set<String> components, VerdictRules rules, InstantSource clock) {
    this.traffic = traffic;
    this.components = Set.copyOf(components);
    this.rules = rules;
    this.clock = clock;
  }

  /** How a look is taken. */
  private interface Look {
    Verdict at(Instant now);
  }

  /**
   * Compares the release with the one that serves.
   *
   * @param share the part of the visitors it has, 0 to 1
   * @param old what the router calls the release that serves
   */
  Stage.Outcome compare(
      Deployment deployment,
      Comparison comparison,
      double share,
      ReleaseLabel old,
      Step step,
      Signals signals) {
    ReleaseLabel label = Traffic.label(deployment.plan());
    return look(
        deployment,
        step,
        signals,
        now ->
            comparison.look(
                now,
                share,
                traffic.counters(components, old),
                traffic.counters(components, label)));
  }

  /** A comparison that begins now. */
  Comparison begin(DeploymentPlan plan, ReleaseLabel old) {
    return Comparison.begin(
        rules,
        clock.instant(),
        traffic.counters(components, old),
        traffic.counters(components, Traffic.label(plan)));
  }

  /** Watches the release alone, within what the old one suggests. */
  Stage.Outcome watch(
      Deployment deployment, Optional<ReleaseLabel> old, Step step, Signals signals) {
    ReleaseLabel label = Traffic.label(deployment.plan());
    ArmCounters before =
        old.map(each -> traffic.counters(components, each)).orElseGet(ArmCounters::none);
    Watch watch =
        Watch.begin(
            rules,
            Limits.suggestedBy(before),
            clock.instant(),
            traffic.counters(components, label));
    return look(
        deployment, step, signals, now -> watch.look(now, traffic.counters(components, label)));
  }

  /**
   * What is looked at, and until when.
   *
   * @param number of the step, 0 for the watch after the last
   * @param fallen an instance that has ended by itself since the step began, in words: no traffic
   *     is needed to see that
   */
  record Step(
      int number,
      Instant until,
      Strategy.Inconclusive inconclusive,
      Supplier<Optional<String>> fallen) {}

  private Stage.Outcome look(Deployment deployment, Step step, Signals signals, Look look) {
    ReleaseLabel label = Traffic.label(deployment.plan());
    boolean held = false;
    while (!signals.isOff()) {
      Optional<String> back = traffic.switchedBack(components, label);
      if (back.isPresent()) {
        return new Stage.Outcome.Failed(back.get());
      }
      Optional<String> fallen = step.fallen().get();
      if (fallen.isPresent()) {
        return new Stage.Outcome.Failed(fallen.get());
      }
      Instant now = clock.instant();
      Verdict verdict = look.at(now);
      if (verdict instanceof Verdict.Unhealthy) {
        tell(deployment, step, verdict, signals);
        return new Stage.Outcome.Failed(verdict.reason());
      }
      if (signals.now().promotion()) {
        return new Stage.Outcome.Made("not waited for any longer");
      }
      if (!now.isBefore(step.until())) {
        Optional<Stage.Outcome> end = atEnd(verdict, step);
        if (end.isPresent()) {
          tell(deployment, step, verdict, signals);
          return end.get();
        }
        if (!held) {
          tell(deployment, step, verdict, signals);
          signals.note("held at this share until the verdict is clear: " + verdict.reason());
          held = true;
        }
      }
      signals.pause(LOOK);
    }
    return new Stage.Outcome.Left();
  }

  private static Optional<Stage.Outcome> atEnd(Verdict verdict, Step step) {
    return switch (verdict) {
      case Verdict.Healthy healthy -> Optional.of(new Stage.Outcome.Made(healthy.reason()));
      case Verdict.Unhealthy unhealthy -> Optional.of(new Stage.Outcome.Failed(unhealthy.reason()));
      case Verdict.Inconclusive unclear ->
          switch (step.inconclusive()) {
            case PROMOTE -> Optional.of(new Stage.Outcome.Made("went on: " + unclear.reason()));
            case ROLL_BACK ->
                Optional.of(new Stage.Outcome.Failed("no clear verdict: " + unclear.reason()));
            case HOLD -> Optional.empty();
          };
    };
  }

  private static void tell(Deployment deployment, Step step, Verdict verdict, Signals signals) {
    List<String> evidence = verdict.evidence().measures().stream().map(Measure::text).toList();
    signals.tell(new DeliveryEvent.Judged(deployment.id(), step.number(), word(verdict), evidence));
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy healthy -> "healthy";
      case Verdict.Unhealthy unhealthy -> "unhealthy";
      case Verdict.Inconclusive unclear -> "inconclusive";
    };
  }
}
