package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Optional;

/** What people answer when a plan waits for somebody's yes. Safe for use by many threads. */
final class Reviews {
  private final Ledger ledger;

  Reviews(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Allows a plan.
   *
   * @param shown the digest of the plan the reviewer has seen, if it was named
   * @param unattended whether nobody looked at the plan: {@code --yes}
   * @throws SlipwayException REFUSED when the rules do not let this reviewer, or the plan is
   *     another one by now
   */
  void approve(
      DeploymentId id,
      String reviewer,
      Optional<String> shown,
      Optional<String> comment,
      boolean unattended) {
    ledger.ask(
        history -> {
          Deployment deployment = awaiting(history, id);
          String digest = deployment.consent().orElseThrow().plan();
          if (shown.isPresent() && !shown.get().equals(digest)) {
            throw new SlipwayException(
                ErrorCode.REFUSED,
                "the plan of " + id + " is no longer " + shown.get() + "; look at it again");
          }
          refuse(deployment, reviewer);
          if (unattended && !deployment.plan().approval().map(ApprovalRule::yes).orElse(true)) {
            throw new SlipwayException(
                ErrorCode.REFUSED,
                "--yes does not count in "
                    + id.environment()
                    + "; a person has to look at the plan");
          }
          ledger.write(reviewer, new DeliveryEvent.Approved(id, digest, reviewer, comment));
          return digest;
        });
  }

  /** Refuses a plan; whoever may allow it may refuse it, and so may who asked for it. */
  void reject(DeploymentId id, String reviewer, Optional<String> comment) {
    ledger.ask(
        history -> {
          Deployment deployment = awaiting(history, id);
          if (!reviewer.equals(deployment.requester())) {
            refuse(deployment, reviewer);
          }
          ledger.write(reviewer, new DeliveryEvent.Rejected(id, reviewer, comment));
          return id;
        });
  }

  private static Deployment awaiting(History history, DeploymentId id) {
    Deployment deployment = history.known(id);
    boolean open =
        deployment.consent().isPresent() && deployment.state() == DeploymentState.AWAITING_APPROVAL;
    if (!open) {
      throw new SlipwayException(
          ErrorCode.REFUSED, id + " awaits no approval; it is " + deployment.state().text());
    }
    return deployment;
  }

  private static void refuse(Deployment deployment, String reviewer) {
    deployment
        .plan()
        .approval()
        .flatMap(rule -> rule.objection(reviewer, deployment.requester()))
        .ifPresent(
            objection -> {
              throw new SlipwayException(ErrorCode.REFUSED, objection);
            });
  }
}
