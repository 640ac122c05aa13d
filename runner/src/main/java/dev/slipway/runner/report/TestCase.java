package dev.slipway.runner.report;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One test as a report has it.
 *
 * @param suite the class, module or describe block it belongs to; may be empty
 * @param file as the report names it
 * @param message what a failure says in short; empty unless it failed
 * @param details the whole of what it says, such as a traceback
 */
record TestCase(
    String suite,
    String name,
    Optional<String> file,
    OptionalInt line,
    Duration took,
    Outcome outcome,
    String message,
    String details) {
  enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  boolean isFailed() {
    return outcome == Outcome.FAILED;
  }
}
