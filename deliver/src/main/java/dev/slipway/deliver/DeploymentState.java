package dev.slipway.deliver;

import java.util.Locale;

/** How far a deployment is, in the words people use for it. */
public enum DeploymentState {
  /** It is written down, and waits for its turn or for its checks. */
  PLANNED,
  /** Somebody has to allow exactly this plan. */
  AWAITING_APPROVAL,
  /** The database is being brought to the release's schema. */
  MIGRATING,
  /** The release's instances are being started. */
  STARTING,
  /** The instances are asked whether they are well; no user reaches them yet. */
  PROBING,
  /** Traffic is being moved. */
  SHIFTING,
  /** The release has a share of the traffic and is compared with the old one. */
  VERIFYING,
  /** The release serves all traffic. */
  LIVE,
  /** Traffic goes back to the old release. */
  ROLLING_BACK,
  /** The old release serves all traffic again. */
  ROLLED_BACK,
  /** It ended before it served anyone, or traffic could not be given back to the old release. */
  FAILED;

  /** Whether nothing follows, unless a live release has to be taken back. */
  public boolean isTerminal() {
    return switch (this) {
      case LIVE, ROLLED_BACK, FAILED -> true;
      case PLANNED,
          AWAITING_APPROVAL,
          MIGRATING,
          STARTING,
          PROBING,
          SHIFTING,
          VERIFYING,
          ROLLING_BACK ->
          false;
    };
  }

  /** The state as it is shown and written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The state that {@link #text()} names. */
  static DeploymentState ofText(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }
}
