package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Trigger.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the {@code with} of a job that calls a workflow into the inputs of that workflow. */
public final class CallInputs {
  private CallInputs() {}

  /**
   * What the {@code inputs} context of the called workflow is.
   *
   * @param trigger the {@code workflow_call} of the called workflow
   * @param caller the contexts of the calling job, to evaluate {@code with}
   * @param called the contexts of the called workflow, to evaluate defaults
   * @return no value and all problems when a value has the wrong type
   * @throws ExpressionException when an expression fails
   */
  public static Parsed<ObjectValue> resolve(
      Trigger trigger, CallJob job, EvaluationContext caller, EvaluationContext called) {
    List<Problem> problems = new ArrayList<>();
    ObjectValue.Builder inputs = ObjectValue.builder();
    for (Input input : trigger.inputs()) {
      Optional<Template> given = job.with().find(input.name());
      Value value = value(input, given, caller, called);
      if (!fits(input, value)) {
        problems.add(
            Problem.error(
                given.map(Template::position).orElse(input.position()),
                "invalid-input",
                "Input '"
                    + input.name()
                    + "' must be a "
                    + input.type().name().toLowerCase(Locale.ROOT)
                    + ", found "
                    + value));
      }
      inputs.put(input.name(), value);
    }
    return Parsed.of(inputs.build(), problems);
  }

  private static Value value(
      Input input, Optional<Template> given, EvaluationContext caller, EvaluationContext called) {
    if (given.isPresent()) {
      return typed(input, given.get().evaluate(caller));
    }
    if (input.defaultValue().isPresent()) {
      return typed(input, input.defaultValue().get().evaluate(called));
    }
    return DispatchInputs.nothing(input);
  }

  /** A string takes numbers and booleans as their text; the other types take only their own. */
  static Value typed(Input input, Value value) {
    if (input.type() == Trigger.InputType.STRING && value.isPrimitive()) {
      return Value.of(value.text());
    }
    return value;
  }

  private static boolean fits(Input input, Value value) {
    return switch (input.type()) {
      case BOOLEAN -> value instanceof Value.Bool;
      case NUMBER -> value instanceof Value.Num;
      case STRING, CHOICE, ENVIRONMENT -> value instanceof Value.Text;
    };
  }
}
