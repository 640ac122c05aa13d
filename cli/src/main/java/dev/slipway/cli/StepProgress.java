package dev.slipway.cli;

import dev.slipway.runner.RunEvent;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far one step is. Belongs to one thread. */
final class StepProgress {
  private final RunEvent.StepStarted started;
  private final Instant at;
  private Optional<RunEvent.StepFinished> finished = Optional.empty();

  StepProgress(RunEvent.StepStarted started, Instant at) {
    this.started = started;
    this.at = at;
  }

  void finished(RunEvent.StepFinished ended) {
    finished = Optional.of(ended);
  }

  int number() {
    return started.number();
  }

  String name() {
    return started.name();
  }

  /** The log it writes to. */
  String log() {
    return started.log();
  }

  boolean isRunning() {
    return finished.isEmpty();
  }

  /** Whether it ended in a way that fails its job. */
  boolean isFailed() {
    return conclusion().filter(Conclusion.FAILURE::equals).isPresent();
  }

  /** How it counts, once it ended. */
  Optional<Conclusion> conclusion() {
    return finished.map(RunEvent.StepFinished::conclusion);
  }

  /** Whether it failed and {@code continue-on-error} forgave it. */
  boolean isForgiven() {
    return finished
        .filter(end -> end.outcome() == Conclusion.FAILURE && end.conclusion() != end.outcome())
        .isPresent();
  }

  Optional<RunEvent.StepFinished> end() {
    return finished;
  }

  /** Time since it began, or what it took. */
  Duration elapsed(Instant now) {
    return finished.map(RunEvent.StepFinished::took).orElseGet(() -> Duration.between(at, now));
  }

  /** What there is to say about its end: the reason, else the exit code. */
  Optional<String> why() {
    return finished.flatMap(end -> end.reason().or(() -> exitCode(end)));
  }

  private static Optional<String> exitCode(RunEvent.StepFinished end) {
    if (end.exitCode().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of("exit code " + end.exitCode().getAsInt());
  }
}
