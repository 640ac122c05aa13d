package dev.slipway.runner;

import dev.slipway.machine.UserFolders;
import java.nio.file.Path;

/** Where things are kept between runs, in the user's cache folder. */
final class CacheFolders {
  private CacheFolders() {}

  /** All of it: {@code ~/.cache/slipway}. */
  static Path root() {
    return UserFolders.cache(System.getenv());
  }

  /** The folders of running jobs. */
  static Path work() {
    return root().resolve("work");
  }

  /** The folders of a job that stay for a look. */
  static Path kept(RunId run, JobKey job) {
    return root().resolve("kept").resolve(run.value()).resolve(job.fileName());
  }

  /** {@code RUNNER_TOOL_CACHE}. */
  static Path tools() {
    return root().resolve("tools");
  }
}
