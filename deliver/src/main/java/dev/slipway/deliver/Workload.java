package dev.slipway.deliver;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the processes of a component run.
 *
 * @param start what one instance runs, in the folder of the component inside the release
 * @param instances how many there are, at least 1
 * @param stopGrace how long an instance has between the request to stop and its end by force
 */
public record Workload(
    ShellCommand start, int instances, Duration stopGrace, Restart restart, Limits limits) {
  /** Refuses fewer than one instance. */
  public Workload {
    if (instances < 1) {
      throw new IllegalArgumentException("not a number of instances: " + instances);
    }
  }

  /** When an instance that ended is started again. */
  public enum RestartPolicy {
    ALWAYS,
    ON_FAILURE,
    NEVER
  }

  /**
   * How an instance that ended is started again.
   *
   * @param backOff the first pause, which doubles up to {@code longestBackOff}
   * @param attempts ends in a row, none of them having lived for a minute, after which the instance
   *     is given up
   */
  public record Restart(
      RestartPolicy policy, Duration backOff, Duration longestBackOff, int attempts) {}

  /**
   * What one instance may use; enforced where the machine can.
   *
   * @param memory bytes
   * @param processors such as 0.5
   * @param processes how many processes and threads
   */
  public record Limits(OptionalLong memory, OptionalDouble processors, OptionalLong processes) {
    /** Nothing is limited. */
    public static final Limits NONE =
        new Limits(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());
  }

  /** The same with other limits. */
  Workload withLimits(Limits other) {
    return new Workload(start, instances, stopGrace, restart, other);
  }
}
