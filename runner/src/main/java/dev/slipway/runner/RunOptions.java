package dev.slipway.runner;

import dev.slipway.runner.report.Quarantine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a run is done, as the user asked on the command line or in slipway.yaml.
 *
 * @param maxParallel how many jobs may run at once; 0 leaves it to the machine
 * @param strictToolchains whether a toolchain version that is not installed is an error
 * @param keep whether the jobs' folders stay for a look
 * @param nativeActions whether well-known actions run in Java
 * @param debug whether debug lines are shown ({@code RUNNER_DEBUG})
 * @param actions folders that stand for remote actions, by {@code owner/name} in lower case
 * @param quarantine tests whose failure does not count
 * @param keepRuns how many runs stay in {@code .slipway/runs}
 */
public record RunOptions(
    int maxParallel,
    boolean strictToolchains,
    boolean keep,
    boolean nativeActions,
    boolean debug,
    Map<String, Path> actions,
    Quarantine quarantine,
    int keepRuns) {
  /** What holds when the user asks for nothing. */
  public static final RunOptions DEFAULT = new RunOptions(0, false, false, true, false, Map.of());

  /** What the command line can say; the rest is in slipway.yaml. */
  public RunOptions(
      int maxParallel,
      boolean strictToolchains,
      boolean keep,
      boolean nativeActions,
      boolean debug,
      Map<String, Path> actions) {
    this(
        maxParallel,
        strictToolchains,
        keep,
        nativeActions,
        debug,
        actions,
        RunnerSettings.DEFAULT.quarantine(),
        RunnerSettings.DEFAULT.keepRuns());
  }

  /** Copies the map. */
  public RunOptions {
    actions = Map.copyOf(actions);
  }

  /** Filled up with what slipway.yaml says; what the command line says wins. */
  RunOptions with(RunnerSettings settings, Path root) {
    Map<String, Path> folders = new HashMap<>();
    settings.repositories().forEach((name, folder) -> folders.put(name, root.resolve(folder)));
    folders.putAll(actions);
    return new RunOptions(
        maxParallel > 0 ? maxParallel : settings.maxParallel().orElse(0),
        strictToolchains || settings.strictToolchain(),
        keep,
        nativeActions,
        debug,
        folders,
        settings.quarantine(),
        settings.keepRuns());
  }
}
