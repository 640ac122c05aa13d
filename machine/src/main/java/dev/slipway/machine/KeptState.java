package dev.slipway.machine;

import java.time.Instant;
import java.util.Optional;

/** What a kept process does at the moment. */
public sealed interface KeptState {
  /** How often it was started again. */
  int restarts();

  /** How its last run ended; empty before the first end. */
  Optional<LastRun> last();

  /** Whether the process runs now. */
  default boolean isRunning() {
    return this instanceof Running || this instanceof Unkept;
  }

  /**
   * A run that has ended.
   *
   * @param code its exit code, 128 + n when signal n ended it; -1 when nobody saw it
   */
  record LastRun(int code, Instant began, Instant ended) {}

  /** The keeper is about to start it. */
  record Starting(int restarts, Optional<LastRun> last) implements KeptState {}

  /** It runs. */
  record Running(long pid, int restarts, Optional<LastRun> last) implements KeptState {}

  /** It ended; the keeper waits before it starts it again. */
  record Waiting(int restarts, Optional<LastRun> last) implements KeptState {}

  /** It runs, but its keeper died: nobody would start it again. */
  record Unkept(long pid, int restarts, Optional<LastRun> last) implements KeptState {}

  /** It ended, and is not started again. */
  record Ended(Reason reason, int restarts, Optional<LastRun> last) implements KeptState {}

  /** Why a process is not started again. */
  enum Reason {
    /** Somebody stopped it. */
    STOPPED,
    /** Its policy says so. */
    FINISHED,
    /** It failed too often in a row. */
    GAVE_UP,
    /**
     * It and its keeper are gone without a word: both were killed, or the machine was restarted.
     */
    LOST
  }
}
