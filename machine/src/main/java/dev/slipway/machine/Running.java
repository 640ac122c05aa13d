package dev.slipway.machine;

import java.util.OptionalInt;

/** A process that was started, in one of the two ways there are. */
sealed interface Running permits Launch, DirectProcess {
  /** Its process id; waits for the moment it has one. Zero when it ended before that. */
  long pid();

  /** The process id of its parent, by which we know it is still the same process. */
  long parent();

  /** Its exit code (128 + n for signal n), or empty when the limit passes first. */
  OptionalInt awaitCode(long nanoseconds) throws InterruptedException;

  /** Where its output arrives. */
  OutputPump output();

  /** Its output ended with it, or we gave up waiting: what started it is free again. */
  void release();
}
