package dev.slipway.workflow;

import dev.slipway.workflow.Plan.Forecast;
import java.util.Optional;

/**
 * What a step is called in front of people: its name, else what it does, as GitHub words it; one
 * line.
 */
public final class StepName {
  private static final int LONGEST = 75;

  private StepName() {}

  /** What a step is called as far as that can be said without any context. */
  public static String known(Step step) {
    Optional<String> name = step.name().flatMap(Pieces::text).filter(text -> !text.isBlank());
    if (name.isPresent()) {
      return firstLine(name.get());
    }
    if (step instanceof RunStep run) {
      return ran(Pieces.text(run.script()).orElse("a script"));
    }
    return unnamed(step);
  }

  /** Whether contexts can say more about the name than {@link #known} does. */
  public static boolean isComputed(Step step) {
    if (step.name().isPresent() && !step.name().get().isLiteral()) {
      return true;
    }
    boolean named = step.name().flatMap(Pieces::text).filter(text -> !text.isBlank()).isPresent();
    return !named && step instanceof RunStep run && !run.script().isLiteral();
  }

  /**
   * The name under these contexts.
   *
   * @throws ExpressionException when the name or the script cannot be evaluated
   */
  public static String of(Step step, EvaluationContext context) {
    String name = step.name().map(template -> template.evaluate(context).text()).orElse("");
    if (!name.isBlank()) {
      return firstLine(name);
    }
    if (step instanceof RunStep run) {
      return ran(run.script().evaluate(context).text());
    }
    return unnamed(step);
  }

  static Forecast of(Step step, Knowledge knowledge) {
    Optional<Forecast> name = step.name().map(template -> Forecasts.text(template, knowledge));
    if (name.isPresent() && !name.get().text().isBlank()) {
      return new Forecast(firstLine(name.get().text()), name.get().known());
    }
    if (step instanceof RunStep run) {
      Forecast script = Forecasts.text(run.script(), knowledge);
      return new Forecast(ran(script.text()), script.known());
    }
    return new Forecast(unnamed(step), true);
  }

  private static String unnamed(Step step) {
    if (step instanceof UsesStep uses) {
      return "Run " + uses.action().text();
    }
    return switch (step) {
      case RunStep run -> "Run";
      case UsesStep uses -> "Run";
      case WaitStep wait -> "Wait for " + joined(wait);
      case WaitAllStep wait -> "Wait for all background steps";
      case CancelStep cancel -> "Cancel " + cancel.target();
      case ParallelStep parallel -> "Run " + parallel.steps().size() + " steps in parallel";
    };
  }

  private static String joined(WaitStep wait) {
    return String.join(", ", wait.targets().stream().map(StepId::value).toList());
  }

  private static String ran(String script) {
    String line = firstLine(script);
    if (line.length() > LONGEST) {
      return "Run " + line.substring(0, LONGEST - 3) + "...";
    }
    return "Run " + line;
  }

  /** The first line of a text that says something. */
  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("").strip();
  }
}
