package dev.slipway.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How traffic goes from the release that is live to the one that is deployed. */
public sealed interface Strategy {
  /**
   * Instance by instance.
   *
   * @param batch how many are replaced at a time
   * @param pause between two batches
   */
  record Rolling(int batch, Duration pause) implements Strategy {}

  /**
   * All at once, after the candidate has passed every check on a host of its own.
   *
   * @param previewHost where the candidate can be seen before the switch; empty for {@code
   *     preview-} before the environment's own host
   * @param keepWarm how long the old release stays ready for an instant rollback
   */
  record BlueGreen(Optional<String> previewHost, Duration keepWarm) implements Strategy {}

  /**
   * A growing share of the users, judged at every step.
   *
   * @param steps never empty; weights grow
   * @param minimumRequests what the candidate must have answered before it is judged
   * @param inconclusive what happens when a step ends without a clear verdict
   */
  record Canary(List<Step> steps, int minimumRequests, Inconclusive inconclusive)
      implements Strategy {
    /** Copies the steps and refuses none, or weights that do not grow. */
    public Canary {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("a canary has at least one step");
      }
      for (int index = 1; index < steps.size(); index++) {
        if (steps.get(index).weight() <= steps.get(index - 1).weight()) {
          throw new IllegalArgumentException("the weights of a canary grow: " + steps);
        }
      }
    }
  }

  /**
   * A step of a canary.
   *
   * @param weight percent of the users, from 1 to 100
   * @param duration how long it lasts at least
   * @param checks commands that must succeed at its end
   */
  record Step(int weight, Duration duration, List<Checks.CommandCheck> checks) {
    /** Copies the checks and refuses a weight that is no percentage. */
    public Step {
      checks = List.copyOf(checks);
      if (weight < 1 || weight > 100) {
        throw new IllegalArgumentException("not a percentage: " + weight);
      }
    }
  }

  /** What to do when the evidence of a step says neither yes nor no. */
  enum Inconclusive {
    HOLD,
    PROMOTE,
    ROLL_BACK
  }

  /** The commands that must succeed at the end of a step of the traffic, counted from 1. */
  default List<Checks.CommandCheck> checks(int step) {
    return switch (this) {
      case Rolling rolling -> List.of();
      case BlueGreen blueGreen -> List.of();
      case Canary canary ->
          canary.steps().stream()
              .skip(step - 1L)
              .limit(1)
              .map(Step::checks)
              .findFirst()
              .orElse(List.of());
    };
  }

  /** The word of slipway.yaml for it. */
  default String word() {
    return switch (this) {
      case Rolling rolling -> "rolling";
      case BlueGreen blueGreen -> "blue-green";
      case Canary canary -> "canary";
    };
  }
}
