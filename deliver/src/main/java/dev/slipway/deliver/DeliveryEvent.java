package dev.slipway.deliver;

import dev.slipway.store.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened on the way to production. Status, history and the recovery after a crash are
 * projections of these; {@code docs/journal.md} describes them field by field.
 */
public sealed interface DeliveryEvent extends Event {
  /** What happened to one deployment. */
  sealed interface OfDeployment extends DeliveryEvent {
    /** The deployment it happened to. */
    DeploymentId deployment();
  }

  /** A deployment was asked for and planned. */
  record Planned(DeploymentPlan plan) implements OfDeployment {
    @Override
    public DeploymentId deployment() {
      return plan.deployment();
    }
  }

  /**
   * Something changed between the plan and its turn; whatever was allowed is void.
   *
   * @param reason what changed
   */
  record Replanned(DeploymentPlan plan, String reason) implements OfDeployment {
    @Override
    public DeploymentId deployment() {
      return plan.deployment();
    }
  }

  /** The deployment waits for an earlier one of its environment. */
  record Queued(DeploymentId deployment, DeploymentId behind) implements OfDeployment {}

  /** A move is about to be made; its effect may be there from now on. */
  record MoveStarted(DeploymentId deployment, Move move) implements OfDeployment {}

  /** A move was made. */
  record MoveFinished(DeploymentId deployment, Move move, String detail) implements OfDeployment {}

  /** A move cannot be made. */
  record MoveFailed(DeploymentId deployment, Move move, String reason) implements OfDeployment {}

  /** Something worth telling happened within a move. */
  record Noted(DeploymentId deployment, String text) implements OfDeployment {}

  /**
   * Somebody has to allow the plan.
   *
   * @param plan the plan's digest, which an answer must name
   */
  record ApprovalAsked(DeploymentId deployment, String plan, Instant expires)
      implements OfDeployment {}

  /** Somebody allowed the plan with that digest. */
  record Approved(DeploymentId deployment, String plan, String by, Optional<String> comment)
      implements OfDeployment {}

  /** Somebody refused the plan. */
  record Rejected(DeploymentId deployment, String by, Optional<String> comment)
      implements OfDeployment {}

  /**
   * An instance is about to be started, under an id that is its for ever.
   *
   * @param component the component's name
   * @param instance the id the target knows it by
   */
  record InstanceStarting(
      DeploymentId deployment, String component, String release, String instance)
      implements OfDeployment {}

  /** An instance runs and can be reached there. */
  record InstanceStarted(
      DeploymentId deployment, String component, String instance, String host, int port)
      implements OfDeployment {}

  /** An instance is gone. */
  record InstanceStopped(DeploymentId deployment, String instance) implements OfDeployment {}

  /**
   * The release was compared with the old one.
   *
   * @param verdict healthy, unhealthy or inconclusive
   * @param evidence what it rests on, a sentence each
   */
  record Judged(DeploymentId deployment, int step, String verdict, List<String> evidence)
      implements OfDeployment {
    /** Copies the list. */
    public Judged {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * How far the judgement of a release is, so that the next controller goes on with it.
   *
   * @param step the step that is looked at, 0 for the watch after the last
   * @param state its state as one line of text
   * @param falls how often each instance had ended by itself when the step began
   */
  record Judging(DeploymentId deployment, int step, String state, Map<String, Integer> falls)
      implements OfDeployment {
    /** Copies the map. */
    public Judging {
      falls = Map.copyOf(falls);
    }
  }

  /** What users saw of a release while the deployment went on. */
  record Served(DeploymentId deployment, String release, long requests, long failed)
      implements OfDeployment {}

  /** The rest of the traffic steps shall not be waited for. */
  record PromotionAsked(DeploymentId deployment) implements OfDeployment {}

  /** The old release shall serve again. */
  record RollbackAsked(DeploymentId deployment, String reason) implements OfDeployment {}

  /**
   * The deployment ended; nothing more is done for it.
   *
   * @param state how
   * @param reason why, if it did not go as planned
   */
  record Settled(DeploymentId deployment, DeploymentState state, Optional<String> reason)
      implements OfDeployment {}

  /** Nobody may deploy into the environment until it is unlocked or the lock expires. */
  record Locked(String environment, String by, String reason, Instant expires)
      implements DeliveryEvent {}

  /** The environment is open again. */
  record Unlocked(String environment, String by) implements DeliveryEvent {}

  /** The environment shows a page that says so instead of serving, or serves again. */
  record Maintenance(String environment, boolean on, String message) implements DeliveryEvent {}
}
