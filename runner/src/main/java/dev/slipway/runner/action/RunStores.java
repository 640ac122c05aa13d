package dev.slipway.runner.action;

import java.nio.file.Path;

/**
 * What native actions keep beyond a job: shared by all jobs of a run, in part by all runs.
 * Thread-safe.
 *
 * @param tools the toolchains installed on this machine
 * @param kept the folder of what is kept between runs, such as prepared environments and package
 *     caches
 * @param strictToolchains whether a version that is not installed is an error instead of replaced
 *     by the nearest one
 */
public record RunStores(InstalledTools tools, Path kept, boolean strictToolchains) {}
