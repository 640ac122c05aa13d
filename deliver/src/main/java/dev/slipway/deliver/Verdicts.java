package dev.slipway.deliver;

import dev.slipway.observe.ArmCounters;
import dev.slipway.observe.VerdictRules;
import dev.slipway.router.ReleaseLabel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The judgements of deployments that are under way. Each goes on from step to step where the
 * journal says it is, whichever controller began it.
 */
final class Verdicts {
  private static final int WATCH = 0;

  private final Ledger ledger;
  private final InstantSource clock;

  Verdicts(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  Stage.Outcome verify(
      Deployment deployment,
      Move.Verify verify,
      Instant since,
      Rollout rollout,
      CommandRun commands,
      Signals signals) {
    DeploymentPlan plan = deployment.plan();
    Optional<ReleaseLabel> old = rollout.old();
    if (old.isEmpty()) {
      return new Stage.Outcome.Made("there is nothing to compare it with");
    }
    Map<String, Integer> falls = falls(plan, verify.step(), rollout);
    double share = share(plan, verify.step()) / 100.0;
    Judgement.Step step =
        new Judgement.Step(
            verify.step(),
            since,
            since.plus(verify.hold()),
            inconclusive(rollout.scope().environment().strategy()),
            falls,
            () -> rollout.fallen(falls));
    Optional<String> saved =
        saved(plan, judging -> judging.step() != WATCH).map(DeliveryEvent.Judging::state);
    Stage.Outcome outcome =
        judgement(rollout).compare(deployment, saved, share, old.get(), step, signals);
    if (outcome instanceof Stage.Outcome.Made) {
      outcome =
          commands
              .check(rollout.scope().environment().strategy().checks(verify.step()))
              .<Stage.Outcome>map(Stage.Outcome.Failed::new)
              .orElse(outcome);
    }
    if (outcome instanceof Stage.Outcome.Failed) {
      served(deployment, old, rollout, signals);
    }
    return outcome;
  }

  Stage.Outcome watch(
      Deployment deployment, Move.Watch watch, Instant since, Rollout rollout, Signals signals) {
    Optional<ReleaseLabel> old = rollout.old();
    Map<String, Integer> falls = falls(deployment.plan(), WATCH, rollout);
    Judgement.Step step =
        new Judgement.Step(
            WATCH,
            since,
            since.plus(watch.hold()),
            Strategy.Inconclusive.PROMOTE,
            falls,
            () -> rollout.fallen(falls));
    Optional<String> saved =
        saved(deployment.plan(), judging -> judging.step() == WATCH)
            .map(DeliveryEvent.Judging::state);
    Stage.Outcome outcome = judgement(rollout).watch(deployment, saved, old, step, signals);
    served(deployment, old, rollout, signals);
    return outcome;
  }

  private Optional<DeliveryEvent.Judging> saved(
      DeploymentPlan plan, Predicate<DeliveryEvent.Judging> wanted) {
    return ledger.ask(history -> history.judgement(plan.deployment())).filter(wanted);
  }

  /** What to count from: from the begin of the step, under whichever controller that was. */
  private Map<String, Integer> falls(DeploymentPlan plan, int step, Rollout rollout) {
    return saved(plan, judging -> judging.step() == step)
        .map(DeliveryEvent.Judging::falls)
        .orElseGet(rollout::falls);
  }

  private Judgement judgement(Rollout rollout) {
    VerdictRules rules = VerdictRules.standard();
    if (rollout.scope().environment().strategy() instanceof Strategy.Canary canary) {
      rules = rules.withMinimumRequests(Math.max(1, canary.minimumRequests()));
    }
    return new Judgement(rollout.traffic(), rollout.scope().routed(), rules, clock);
  }

  private static Strategy.Inconclusive inconclusive(Strategy strategy) {
    if (strategy instanceof Strategy.Canary canary) {
      return canary.inconclusive();
    }
    // Without a share that is held, waiting would change nothing.
    return Strategy.Inconclusive.PROMOTE;
  }

  private static int share(DeploymentPlan plan, int step) {
    for (Move move : plan.moves()) {
      if (move instanceof Move.Shift(int number, int percent) && number == step) {
        return percent;
      }
      if (move instanceof Move.Replace(int number, int steps) && number == step) {
        return 100 * number / steps;
      }
    }
    return 100;
  }

  /** Tells what users saw of both releases. */
  private static void served(
      Deployment deployment, Optional<ReleaseLabel> old, Rollout rollout, Signals signals) {
    DeploymentPlan plan = deployment.plan();
    tell(deployment, plan.release(), Traffic.label(plan), rollout, signals);
    if (old.isPresent() && plan.previous().isPresent()) {
      tell(deployment, plan.previous().get(), old.get(), rollout, signals);
    }
  }

  private static void tell(
      Deployment deployment, String release, ReleaseLabel label, Rollout rollout, Signals signals) {
    ArmCounters counters = rollout.traffic().counters(rollout.scope().routed(), label);
    signals.tell(
        new DeliveryEvent.Served(deployment.id(), release, counters.requests(), counters.errors()));
  }
}
