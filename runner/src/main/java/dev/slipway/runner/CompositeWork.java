package dev.slipway.runner;

import dev.slipway.workflow.Action;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Step;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs the steps of a composite action inside the step that uses it: one log, a scope of its own,
 * outputs computed from its steps (runner ADR 0549, 1144, 1438).
 */
final class CompositeWork {
  /** Runs one inner step. */
  interface Steps {
    StepReport run(Step step, Scope scope, StepLog log);
  }

  private final Steps steps;

  CompositeWork(Steps steps) {
    this.steps = steps;
  }

  StepReport.Work run(
      Action action,
      Action.Composite composite,
      Map<String, String> inputs,
      ObjectValue github,
      StepFrame step) {
    if (step.scope().depth() >= ActionRunner.DEEPEST) {
      String reason =
          "composite actions nest deeper than "
              + ActionRunner.DEEPEST
              + " at '"
              + action.name()
              + "'";
      step.log().error(step.step().position() + ": " + reason);
      return StepReport.Work.failed(reason);
    }
    Scope inner = step.scope().inner(ObjectValue.ofTexts(inputs), github, step);
    Optional<StepReport> failed = Optional.empty();
    for (Step each : composite.steps()) {
      StepLog log = step.log().inner();
      StepReport report = steps.run(each, inner, log);
      log.close();
      step.log().effects().absorb(log.effects());
      if (report.conclusion() == Conclusion.FAILURE && failed.isEmpty()) {
        failed = Optional.of(report);
      }
    }
    addOutputs(action, inner, step);
    return judged(inner.status(), failed);
  }

  private static void addOutputs(Action action, Scope inner, StepFrame step) {
    Contexts contexts = inner.contexts(step.step().id(), step.env());
    for (Action.Output output : action.outputs()) {
      output
          .value()
          .ifPresent(
              value -> step.log().effects().output(output.name(), value.evaluate(contexts).text()));
    }
  }

  private static StepReport.Work judged(Conclusion status, Optional<StepReport> failed) {
    if (failed.isPresent()) {
      StepReport report = failed.get();
      return new StepReport.Work(Conclusion.FAILURE, report.exitCode(), report.reason());
    }
    return new StepReport.Work(status, OptionalInt.empty(), Optional.empty());
  }
}
