package dev.slipway.runner;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a run is done, as the user asked.
 *
 * @param maxParallel how many jobs may run at once; 0 leaves it to the machine
 * @param strictToolchains whether a toolchain version that is not installed is an error
 * @param keep whether the jobs' folders stay for a look
 * @param nativeActions whether well-known actions run in Java
 * @param debug whether debug lines are shown ({@code RUNNER_DEBUG})
 * @param actions folders that stand for remote actions, by {@code owner/name} in lower case
 */
public record RunOptions(
    int maxParallel,
    boolean strictToolchains,
    boolean keep,
    boolean nativeActions,
    boolean debug,
    Map<String, Path> actions) {
  /** What holds when the user asks for nothing. */
  public static final RunOptions DEFAULT = new RunOptions(0, false, false, true, false, Map.of());

  /** Copies the map. */
  public RunOptions {
    actions = Map.copyOf(actions);
  }
}
