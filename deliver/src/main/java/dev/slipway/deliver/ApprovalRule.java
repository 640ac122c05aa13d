package dev.slipway.deliver;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who has to allow a deployment into an environment, as GitHub's protection rules have it.
 *
 * @param reviewers who may allow it; anybody when empty
 * @param selfReview whether the one who asked may allow it, too
 * @param delay how long it waits in any case, from when it was asked for
 * @param expiry how long the question stays open
 */
public record ApprovalRule(
    List<String> reviewers, boolean selfReview, Duration delay, Duration expiry) {
  /** Copies the list; times are not negative, and the question outlives the wait. */
  public ApprovalRule {
    reviewers = List.copyOf(reviewers);
    if (delay.isNegative() || expiry.compareTo(delay) <= 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "an approval that waits " + delay + " cannot expire after " + expiry);
    }
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
