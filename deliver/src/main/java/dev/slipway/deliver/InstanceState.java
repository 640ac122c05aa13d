package dev.slipway.deliver;

import java.util.Optional;

/**
 * What an instance does at the moment, as its target sees it; whether it is well is for its health
 * check to say.
 *
 * @param restarts how often it ended by itself and was started again
 * @param lastExitCode how it ended last, 128 + n when signal n ended it
 * @param detail the same for a person, such as {@code ended with exit code 1, starts again soon}
 */
public record InstanceState(
    Phase phase, int restarts, Optional<Integer> lastExitCode, String detail) {
  /** Where it is in its life. */
  public enum Phase {
    /** It is about to run. */
    STARTING,
    /** It runs. */
    RUNNING,
    /** It runs, but nobody would start it again. */
    UNKEPT,
    /** It ended by itself and will be started again. */
    RESTARTING,
    /** It ended by itself and is not started again. */
    FAILED,
    /** Somebody stopped it. */
    STOPPED;

    /** Whether it may still answer requests some day without anybody starting it. */
    public boolean isLive() {
      return this != FAILED && this != STOPPED;
    }

    /** Whether it is started again when it ends by itself. */
    boolean isKept() {
      return isLive() && this != UNKEPT;
    }
  }
}
