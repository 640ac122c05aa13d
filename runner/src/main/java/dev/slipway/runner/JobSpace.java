package dev.slipway.runner;

import dev.slipway.machine.ToolHome;
import dev.slipway.runner.action.JobFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of one job, laid out as on GitHub's runners, outside the user's repository so that no
 * tool walking up from the workspace finds it.
 *
 * @param root holds all the others but the tool cache, and goes when the job ends
 * @param workspace {@code GITHUB_WORKSPACE}: empty until checkout
 * @param temp {@code RUNNER_TEMP}
 * @param home {@code HOME}
 * @param toolCache {@code RUNNER_TOOL_CACHE}: kept between runs
 */
record JobSpace(Path root, Path workspace, Path temp, Path home, Path toolCache) {

  /** Lays out the folders of a job below {@code root}; nothing is created yet. */
  static JobSpace below(Path root, String repository, Path toolCache) {
    return new JobSpace(
        root,
        root.resolve("work").resolve(repository).resolve(repository),
        root.resolve("work").resolve("_temp"),
        root.resolve("home"),
        toolCache);
  }

  /** The same, as native actions see them. */
  JobFolders folders() {
    return new JobFolders(workspace, temp, toolCache, home);
  }

  /** Creates them, and a home that reaches the user's tool caches. */
  void create(Path userHome) {
    try {
      Files.createDirectories(workspace);
      Files.createDirectories(temp);
      Files.createDirectories(home);
      Files.createDirectories(toolCache);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folders of a job below " + root, e);
    }
    ToolHome.prepare(home, userHome);
  }
}
