package dev.slipway.deliver.migrate;

/** What a plan does with contract migrations. */
public enum Contracts {
  /** They wait: the release before still runs, or may have to come back. */
  HOLD,
  /** They are applied with the others, in order. */
  APPLY
}
