package dev.slipway.deliver.migrate;

import java.util.Locale;

/** When a migration may run, seen from the release it comes with. */
public enum Phase {
  /** Adds; the release before works on with the new schema. Runs before the release starts. */
  EXPAND,
  /** Takes away or changes; runs only when the release before is gone for good. */
  CONTRACT;

  /** As it is written in files and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
