package dev.slipway.runner;

import dev.slipway.workflow.Conclusion;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a step went.
 *
 * @param outcome before {@code continue-on-error}
 * @param conclusion after it: what {@code success()} and the job look at
 * @param outputs what {@code steps.<id>.outputs} holds
 * @param exitCode of its process, when it had one
 * @param reason why it failed or was skipped, when there is more to say than the exit code
 */
record StepReport(
    Conclusion outcome,
    Conclusion conclusion,
    Map<String, String> outputs,
    OptionalInt exitCode,
    Optional<String> reason) {
  StepReport {
    outputs = Map.copyOf(outputs);
  }

  static StepReport skipped(String reason) {
    return new StepReport(
        Conclusion.SKIPPED, Conclusion.SKIPPED, Map.of(), OptionalInt.empty(), Optional.of(reason));
  }

  static StepReport of(Work work, Map<String, String> outputs, boolean forgiven) {
    Conclusion outcome = work.outcome();
    Conclusion conclusion =
        forgiven && outcome == Conclusion.FAILURE ? Conclusion.SUCCESS : outcome;
    return new StepReport(outcome, conclusion, outputs, work.exitCode(), work.reason());
  }

  /** What became of the work itself, before anything is forgiven. */
  record Work(Conclusion outcome, OptionalInt exitCode, Optional<String> reason) {
    static Work succeeded() {
      return new Work(Conclusion.SUCCESS, OptionalInt.empty(), Optional.empty());
    }

    static Work failed(String reason) {
      return new Work(Conclusion.FAILURE, OptionalInt.empty(), Optional.of(reason));
    }

    static Work of(Exit exit) {
      return switch (exit) {
        case Exit.Code(int code) ->
            new Work(
                code == 0 ? Conclusion.SUCCESS : Conclusion.FAILURE,
                OptionalInt.of(code),
                Optional.empty());
        case Exit.Cancelled() ->
            new Work(Conclusion.CANCELLED, OptionalInt.empty(), Optional.empty());
        case Exit.NotStarted(String reason) -> failed(reason);
      };
    }
  }
}
