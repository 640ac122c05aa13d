package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;

/**
 * Who and what a deployment into an environment waits for.
 *
 * @param reviewers who may approve; empty for anyone
 * @param approvals how many of them must; 0 for none
 * @param delay how long nothing happens first
 * @param branches patterns of branches whose releases may come here; empty for all
 * @param preventSelfReview whether who asked for the deployment may not approve it
 * @param yes whether {@code --yes} on the command line counts as an approval
 */
public record Protection(
    List<String> reviewers,
    int approvals,
    Duration delay,
    List<String> branches,
    boolean preventSelfReview,
    boolean yes) {
  /** Nothing is waited for. */
  public static final Protection NONE =
      new Protection(List.of(), 0, Duration.ZERO, List.of(), false, true);

  /** Copies the lists. */
  public Protection {
    reviewers = List.copyOf(reviewers);
    branches = List.copyOf(branches);
  }

  /** Whether a person has to agree. */
  public boolean asksPeople() {
    return approvals > 0;
  }
}
