package dev.slipway.deliver;

import dev.slipway.fault.SlipwayException;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at a release under traffic until its time is up or the verdict is clear: beside the old
 * release in a canary, against what the old one suggests once it serves alone.
 */
final class Judgement {
  // Short, since a release that is gone is to be taken back within a second.
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LEAST_UNKEPT = Duration.ofSeconds(10);
  private static final int PARTS = 10;

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

  /** A comparison or a watch with the counters it looks at. */
  private interface Course {
    Verdict look(Instant now);

    String save();
  }

  /**
   * Compares the release with the one that serves.
   *
   * @param saved the comparison as it was kept, if it has begun
   * @param share the part of the visitors it has, 0 to 1
   * @param old what the router calls the release that serves
   */
  Stage.Outcome compare(
      Deployment deployment,
      Optional<String> saved,
      double share,
      ReleaseLabel old,
      Step step,
      Signals signals) {
    ReleaseLabel label = Traffic.label(deployment.plan());
    Comparison comparison =
        restored(saved, text -> Comparison.restore(rules, text), signals)
            .orElseGet(
                () ->
                    Comparison.begin(
                        rules,
                        clock.instant(),
                        traffic.counters(components, old),
                        traffic.counters(components, label)));
    Course course =
        new Course() {
          @Override
          public Verdict look(Instant now) {
            return comparison.look(
                now, share, traffic.counters(components, old), traffic.counters(components, label));
          }

          @Override
          public String save() {
            return comparison.save();
          }
        };
    return follow(deployment, step, signals, course);
  }

  /**
   * Watches the release alone, within what the old one suggests.
   *
   * @param saved the watch as it was kept, if it has begun
   */
  Stage.Outcome watch(
      Deployment deployment,
      Optional<String> saved,
      Optional<ReleaseLabel> old,
      Step step,
      Signals signals) {
    ReleaseLabel label = Traffic.label(deployment.plan());
    Watch watch =
        restored(saved, text -> Watch.restore(rules, text), signals)
            .orElseGet(
                () ->
                    Watch.begin(
                        rules,
                        Limits.suggestedBy(before(old)),
                        clock.instant(),
                        traffic.counters(components, label)));
    Course course =
        new Course() {
          @Override
          public Verdict look(Instant now) {
            return watch.look(now, traffic.counters(components, label));
          }

          @Override
          public String save() {
            return watch.save();
          }
        };
    return follow(deployment, step, signals, course);
  }

  private ArmCounters before(Optional<ReleaseLabel> old) {
    return old.map(each -> traffic.counters(components, each)).orElseGet(ArmCounters::none);
  }

  /** What another version of the program wrote may be of no use to this one. */
  private static <T> Optional<T> restored(
      Optional<String> saved, Function<String, T> reading, Signals signals) {
    try {
      return saved.map(reading);
    } catch (SlipwayException e) {
      signals.note("judged anew: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * What is looked at, and how long.
   *
   * @param number of the step, 0 for the watch after the last
   * @param since when it began, under whichever controller
   * @param falls how often each instance had ended by itself when it began
   * @param fallen an instance that has ended by itself since the step began, in words: no traffic
   *     is needed to see that
   */
  record Step(
      int number,
      Instant since,
      Instant until,
      Strategy.Inconclusive inconclusive,
      Map<String, Integer> falls,
      Supplier<Optional<String>> fallen) {
    private boolean isWatch() {
      return number == 0;
    }
  }

  private Stage.Outcome follow(Deployment deployment, Step step, Signals signals, Course course) {
    boolean held = false;
    Instant keep = Instant.MIN;
    while (!signals.isOff()) {
      Optional<String> harm = harm(deployment, step);
      if (harm.isPresent()) {
        return new Stage.Outcome.Failed(harm.get());
      }
      Instant now = clock.instant();
      Verdict verdict = course.look(now);
      if (verdict instanceof Verdict.Unhealthy) {
        tell(deployment, step, verdict, signals);
        return new Stage.Outcome.Failed(verdict.reason());
      }
      if (signals.now().promotion()) {
        keep(deployment, step, course, signals);
        return new Stage.Outcome.Made("not waited for any longer");
      }
      if (!now.isBefore(step.until())) {
        Optional<Stage.Outcome> end = atEnd(verdict, step);
        if (end.isPresent()) {
          keep(deployment, step, course, signals);
          tell(deployment, step, verdict, signals);
          return end.get();
        }
        if (!held) {
          tell(deployment, step, verdict, signals);
          signals.note("held at this share until the verdict is clear: " + verdict.reason());
          held = true;
        }
      }
      if (!now.isBefore(keep)) {
        keep(deployment, step, course, signals);
        keep = now.plus(unkept(Duration.between(step.since(), now)));
      }
      signals.pause(LOOK);
    }
    return new Stage.Outcome.Left();
  }

  /** What no counter is needed to see. */
  private Optional<String> harm(Deployment deployment, Step step) {
    ReleaseLabel label = Traffic.label(deployment.plan());
    return traffic
        .switchedBack(components, label)
        .or(() -> lost(label, step))
        .or(() -> step.fallen().get());
  }

  /** A router that was started again keeps its routes, but does not know why it changed them. */
  private Optional<String> lost(ReleaseLabel label, Step step) {
    boolean routed =
        step.isWatch()
            ? traffic.missing(components, label).isEmpty()
            : traffic.knows(components, label);
    return routed
        ? Optional.empty()
        : Optional.of("the router no longer gives it the traffic that it had");
  }

  /**
   * How long a judgement of that age need not be kept. The router goes on counting while there is
   * no controller, so nothing is lost but where one look ended and the next began: a tenth of its
   * age is taken as one look then, and a day of watching makes about eighty entries.
   */
  static Duration unkept(Duration age) {
    Duration part = age.dividedBy(PARTS);
    return part.compareTo(LEAST_UNKEPT) > 0 ? part : LEAST_UNKEPT;
  }

  private static void keep(Deployment deployment, Step step, Course course, Signals signals) {
    signals.tell(
        new DeliveryEvent.Judging(deployment.id(), step.number(), course.save(), step.falls()));
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
