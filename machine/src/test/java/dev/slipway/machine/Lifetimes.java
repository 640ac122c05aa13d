package dev.slipway.machine;

import java.nio.file.Path;

/** Lifetimes of tests. */
final class Lifetimes {
  private Lifetimes() {}

  /** A lifetime with an owner of its own. */
  static Lifetime begin(Path state) {
    return Lifetime.begin(state, new Owner(Owner.Kind.RUN, "test-" + Folders.uniqueName()));
  }
}
