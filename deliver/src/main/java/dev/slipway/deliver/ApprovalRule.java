package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who has to allow a plan, and how long it waits in any case.
 *
 * @param reviewers who may allow it; anybody when empty
 * @param approvals how many of them have to; 0 when only time has to pass
 * @param selfReview whether the one who asked may allow it, too
 * @param yes whether {@code --yes} on the command line counts
 * @param delay how long it waits in any case, from when it was asked for
 * @param expiry how long the question stays open
 */
public record ApprovalRule(
    List<String> reviewers,
    int approvals,
    boolean selfReview,
    boolean yes,
    Duration delay,
    Duration expiry) {
  private static final Duration OPEN = Duration.ofDays(7);

  /** Copies the list; times are not negative, and the question outlives the delay. */
  public ApprovalRule {
    reviewers = List.copyOf(reviewers);
    if (delay.isNegative() || approvals < 0 || expiry.compareTo(delay) <= 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "an approval that waits " + delay + " cannot expire after " + expiry);
    }
  }

  /** What an environment's protection asks; empty when it asks nothing. */
  static Optional<ApprovalRule> of(Protection protection) {
    if (!protection.asksPeople() && protection.delay().isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        new ApprovalRule(
            protection.reviewers(),
            protection.approvals(),
            !protection.preventSelfReview(),
            protection.yes(),
            protection.delay(),
            protection.delay().plus(OPEN)));
  }

  /** Why {@code reviewer} may not answer for a plan that {@code requester} asked for. */
  Optional<String> objection(String reviewer, String requester) {
    if (!reviewers.isEmpty() && !reviewers.contains(reviewer)) {
      return Optional.of(
          reviewer
              + " is not a reviewer of this environment; ask "
              + String.join(" or ", reviewers));
    }
    if (!selfReview && reviewer.equals(requester)) {
      return Optional.of(
          reviewer + " asked for this deployment, and the environment wants another person's yes");
    }
    return Optional.empty();
  }
}
