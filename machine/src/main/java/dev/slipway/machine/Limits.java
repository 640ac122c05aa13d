package dev.slipway.machine;

import java.util.Optional;

/**
 * What a kept process may use at most, with all it starts.
 *
 * @param memory bytes; beyond them the kernel ends it
 * @param processors how many processors' worth of time, such as 0.5
 * @param processes how many processes and threads
 */
public record Limits(
    Optional<Long> memory, Optional<Double> processors, Optional<Integer> processes) {
  /** No limits. */
  public static final Limits NONE =
      new Limits(Optional.empty(), Optional.empty(), Optional.empty());

  /** A limit is greater than zero. */
  public Limits {
    if (memory.filter(value -> value <= 0).isPresent()
        || processors.filter(value -> value <= 0).isPresent()
        || processes.filter(value -> value <= 0).isPresent()) {
      throw new IllegalArgumentException("A limit must be greater than zero");
    }
  }

  /** Whether nothing is limited. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
