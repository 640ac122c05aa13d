package dev.slipway.runner;

import dev.slipway.workflow.CancelStep;
import dev.slipway.workflow.ParallelStep;
import dev.slipway.workflow.RunStep;
import dev.slipway.workflow.Step;
import dev.slipway.workflow.Template;
import dev.slipway.workflow.UsesStep;
import dev.slipway.workflow.WaitAllStep;
import dev.slipway.workflow.WaitStep;

/** What steps are called before, or without, evaluating their names. */
final class StepNames {
  private StepNames() {}

  /** The literal name of a step, else what it runs. */
  static String known(Step step) {
    return step.name()
        .filter(Template.Literal.class::isInstance)
        .map(name -> ((Template.Literal) name).value().text())
        .filter(text -> !text.isBlank())
        .orElseGet(() -> plain(step));
  }

  /** As GitHub calls a step without a name. */
  static String plain(Step step) {
    return switch (step) {
      case RunStep run -> "Run " + firstLine(run.script());
      case UsesStep uses -> "Run " + uses.action().text();
      case WaitStep wait -> "Wait";
      case WaitAllStep wait -> "Wait for all";
      case CancelStep cancel -> "Cancel";
      case ParallelStep parallel -> "Parallel";
    };
  }

  private static String firstLine(Template script) {
    String text =
        switch (script) {
          case Template.Literal literal -> literal.value().text();
          case Template.Computed computed -> "${{ " + computed.expression().source() + " }}";
          default -> "";
        };
    return text.strip().lines().findFirst().orElse("");
  }
}
