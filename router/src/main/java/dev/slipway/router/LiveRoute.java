package dev.slipway.router;

import org.jspecify.annotations.Nullable;

/** A route with its slots in use; immutable. */
record LiveRoute(
    Route route, LiveSlot stable, @Nullable LiveSlot candidate, @Nullable LiveSlot previous) {

  /** Where a request goes that a slot could not take, or null. */
  @Nullable LiveSlot fallback(LiveSlot failed) {
    if (failed == candidate) {
      return stable;
    }
    if (failed == stable && stable.isFresh()) {
      // Later nobody promises that the release before is still what listens there.
      return previous;
    }
    return null;
  }
}
