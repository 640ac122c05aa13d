package dev.slipway.runner;

import java.nio.file.Path;

/** Where things are kept between runs, in the user's cache folder. */
final class CacheFolders {
  private CacheFolders() {}

  /** All of it: {@code ~/.cache/slipway}. */
  static Path root() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("slipway");
  }

  /** The folders of running jobs. */
  static Path work() {
    return root().resolve("work");
  }

  /** {@code RUNNER_TOOL_CACHE}. */
  static Path tools() {
    return root().resolve("tools");
  }
}
