package dev.slipway.runner;

/**
 * Hears every line a step prints, masked, as soon as it is complete; the first ones perhaps before
 * the journal has the entry of the step. Called by many threads.
 */
@FunctionalInterface
public interface LogListener {
  /** Hears nothing. */
  LogListener NONE = (job, step, line) -> {};

  /** One line, without its end. */
  void line(JobKey job, int step, String line);
}
