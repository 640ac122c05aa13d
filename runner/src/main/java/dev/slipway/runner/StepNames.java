package dev.slipway.runner;

import dev.slipway.workflow.CancelStep;
import dev.slipway.workflow.ParallelStep;
import dev.slipway.workflow.RunStep;
import dev.slipway.workflow.Step;
import dev.slipway.workflow.Template;
import dev.slipway.workflow.UsesStep;
import dev.slipway.workflow.WaitAllStep;
import dev.slipway.workflow.WaitStep;
import java.util.Optional;

/** What steps are called: their name, else what they run, as on GitHub. */
final class StepNames {
  private StepNames() {}

  /** What a step is called as far as that is known before it runs. */
  static String known(Step step) {
    return step.name()
        .flatMap(StepNames::literal)
        .filter(text -> !text.isBlank())
        .orElseGet(() -> plain(step));
  }

  /** The template that has to be evaluated for the name: the name itself, or the script. */
  static Optional<Template> computed(Step step) {
    if (step.name().isPresent()) {
      return step.name().filter(name -> !name.isLiteral());
    }
    return step instanceof RunStep run && !run.script().isLiteral()
        ? Optional.of(run.script())
        : Optional.empty();
  }

  /** The name that an evaluated template makes. */
  static String of(Step step, String evaluated) {
    if (step.name().isEmpty()) {
      return "Run " + firstLine(evaluated);
    }
    return evaluated.isBlank() ? plain(step) : firstLine(evaluated);
  }

  private static String plain(Step step) {
    return switch (step) {
      case RunStep run -> "Run " + firstLine(literal(run.script()).orElse("a script"));
      case UsesStep uses -> "Run " + uses.action().text();
      case WaitStep wait -> "Wait";
      case WaitAllStep wait -> "Wait for all";
      case CancelStep cancel -> "Cancel";
      case ParallelStep parallel -> "Parallel";
    };
  }

  private static Optional<String> literal(Template template) {
    return template instanceof Template.Literal literal
        ? Optional.of(literal.value().text())
        : Optional.empty();
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}
