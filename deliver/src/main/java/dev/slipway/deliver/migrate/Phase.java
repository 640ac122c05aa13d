package dev.slipway.deliver.migrate;

import java.util.Locale;
import java.util.Optional;

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

  /** The phase of a word. */
  static Optional<Phase> named(String word) {
    for (Phase phase : values()) {
      if (phase.word().equals(word)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }
}
