package dev.slipway.runner.action;

import dev.slipway.machine.Toolchains;
import java.nio.file.Path;

/**
 * What native actions keep beyond a job: shared by all jobs of a run, in part by all runs.
 * Thread-safe.
 *
 * @param toolchains the toolchains installed on this machine
 * @param strictToolchains whether a version that is not installed is an error instead of replaced
 *     by the nearest one
 * @param kept the folder of what is kept between runs, such as prepared environments
 * @param caches what {@code actions/cache} keeps for this repository
 * @param artifacts the artifacts of this run
 */
public record RunStores(
    Toolchains toolchains,
    boolean strictToolchains,
    Path kept,
    CacheStore caches,
    ArtifactStore artifacts) {
  /**
   * Opens the stores of a run; folders are made when something is put into them.
   *
   * @param kept what all runs on this machine share, such as {@code ~/.cache/slipway}
   * @param repository {@code owner/name}, whose caches are its own
   * @param scope whose caches the run may use
   * @param artifacts the folder of the run's artifacts, such as {@code
   *     .slipway/runs/<id>/artifacts}
   */
  public static RunStores open(
      Toolchains toolchains,
      boolean strictToolchains,
      Path kept,
      String repository,
      CacheScope scope,
      Path artifacts) {
    return new RunStores(
        toolchains,
        strictToolchains,
        kept,
        CacheStore.open(kept.resolve("caches"), repository, scope),
        ArtifactStore.open(artifacts));
  }
}
