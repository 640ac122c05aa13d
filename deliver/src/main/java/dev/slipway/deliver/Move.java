package dev.slipway.deliver;

import java.time.Duration;

/**
 * One thing a deployment does to the world. Its intent is journaled before it is done and its
 * outcome after; doing one twice has the effect of doing it once, so that a crash in between is
 * mended by doing it again.
 */
public sealed interface Move {
  /** The state a deployment is in while it does this. */
  default DeploymentState state() {
    return switch (this) {
      case Check check -> DeploymentState.PLANNED;
      case Approve approve -> DeploymentState.AWAITING_APPROVAL;
      case Migrate migrate -> DeploymentState.MIGRATING;
      case Start start -> DeploymentState.STARTING;
      case Probe probe -> DeploymentState.PROBING;
      case Shift shift -> DeploymentState.SHIFTING;
      case Replace replace -> DeploymentState.SHIFTING;
      case Verify verify -> DeploymentState.VERIFYING;
      case Promote promote -> DeploymentState.SHIFTING;
      case Watch watch -> DeploymentState.LIVE;
      case Retire retire -> DeploymentState.LIVE;
      case Contract contract -> DeploymentState.LIVE;
      case Restore restore -> DeploymentState.ROLLING_BACK;
      case Discard discard -> DeploymentState.ROLLING_BACK;
    };
  }

  /** Whether the old release is on its way out once this has begun, so that no undo is left. */
  default boolean isFinal() {
    return this instanceof Retire || this instanceof Contract;
  }

  /** Looks at everything that can be known without changing anything. */
  record Check() implements Move {}

  /** Waits until the plan is allowed. */
  record Approve() implements Move {}

  /** Applies the migrations that the old release can live with. */
  record Migrate() implements Move {}

  /** Starts the instances of the release, beside those of the old one. */
  record Start() implements Move {}

  /** Asks every started instance until it is well, and runs the checks on it. */
  record Probe() implements Move {}

  /**
   * Gives the release a share of the traffic.
   *
   * @param step from 1
   * @param percent from 1 to 100
   */
  record Shift(int step, int percent) implements Move {}

  /**
   * Starts a batch of instances of the release, gives them their share of the traffic once they are
   * well, and stops as many of the old release, all but its last batch.
   *
   * @param step from 1
   * @param steps how many there are
   */
  record Replace(int step, int steps) implements Move {}

  /**
   * Compares the release with the old one under traffic.
   *
   * @param step the step that is looked at, from 1
   * @param hold how long, at least
   */
  record Verify(int step, Duration hold) implements Move {}

  /** Makes the release the one that serves; the old one stays warm. */
  record Promote() implements Move {}

  /** Looks at the live release for a while, ready to go back. */
  record Watch(Duration hold) implements Move {}

  /** Stops the instances of the old release. */
  record Retire() implements Move {}

  /** Applies the migrations that the old release could not have lived with. */
  record Contract() implements Move {}

  /** Gives all traffic to the old release again. */
  record Restore() implements Move {}

  /** Stops the instances of the release. */
  record Discard() implements Move {}
}
