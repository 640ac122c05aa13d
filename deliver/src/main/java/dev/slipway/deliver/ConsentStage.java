package dev.slipway.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The moves before anything changes: the checks, and the wait for somebody's yes. Both see to it
 * that what is carried out is the plan that was shown.
 */
final class ConsentStage implements Stage {
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final Stage stage;
  private final Planner planner;
  private final Ledger ledger;
  private final InstantSource clock;

  ConsentStage(Stage stage, Planner planner, Ledger ledger, InstantSource clock) {
    this.stage = stage;
    this.planner = planner;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Outcome make(Deployment deployment, Move move, Instant since, Signals signals) {
    Optional<DeliveryEvent.Replanned> changed = changed(deployment);
    if (changed.isPresent()) {
      signals.tell(changed.get());
      return new Outcome.Left();
    }
    if (move instanceof Move.Approve) {
      return wait(deployment, signals);
    }
    return stage.make(deployment, move, since, signals);
  }

  private Outcome wait(Deployment deployment, Signals signals) {
    Optional<ApprovalRule> rule = deployment.plan().approval();
    if (rule.isEmpty()) {
      return new Outcome.Made("nobody has to allow it");
    }
    if (deployment.consent().isEmpty()) {
      Instant expires = clock.instant().plus(rule.get().expiry());
      signals.tell(
          new DeliveryEvent.ApprovalAsked(deployment.id(), deployment.plan().digest(), expires));
    }
    while (!signals.isOff()) {
      Deployment.Consent open = signals.now().consent().orElseThrow();
      boolean given = open.by().size() >= rule.get().approvals();
      Instant earliest = open.asked().plus(rule.get().delay());
      Instant now = clock.instant();
      if (given && !now.isBefore(earliest)) {
        return allowed(deployment, open.by(), signals);
      }
      if (!given && !now.isBefore(open.expires())) {
        return new Outcome.Failed(
            "nobody allowed it within " + Spans.text(rule.get().expiry()) + "; deploy again");
      }
      Instant until = given ? earliest : open.expires();
      signals.pause(shorter(Duration.between(now, until), LOOK));
    }
    return new Outcome.Left();
  }

  // Days may lie between the question and the answer.
  private Outcome allowed(Deployment deployment, List<String> by, Signals signals) {
    Optional<DeliveryEvent.Replanned> changed = changed(deployment);
    if (changed.isPresent()) {
      signals.tell(changed.get());
      return new Outcome.Left();
    }
    if (by.isEmpty()) {
      return new Outcome.Made("the time is up");
    }
    return new Outcome.Made("allowed by " + String.join(" and ", by));
  }

  /** The plan as it is now, if it is no longer the one that was written down. */
  Optional<DeliveryEvent.Replanned> changed(Deployment deployment) {
    DeploymentPlan old = deployment.plan();
    Optional<String> previous =
        ledger.ask(history -> history.live(old.environment()).map(live -> live.plan().release()));
    DeploymentPlan now =
        planner.plan(
            old.deployment(),
            new Wish(old.environment(), old.release(), deployment.requester(), old.rollback()),
            previous);
    if (now.digest().equals(old.digest())) {
      return Optional.empty();
    }
    return Optional.of(new DeliveryEvent.Replanned(now, PlanDifference.of(old, now)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
