package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import dev.slipway.workflow.Trigger.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the texts a user gives to {@code workflow_dispatch} into its inputs. */
public final class DispatchInputs {
  private static final int LONGEST = 65_535;

  private final Trigger trigger;
  private final Map<String, String> given;
  private final List<Problem> problems = new ArrayList<>();

  private DispatchInputs(Trigger trigger, Map<String, String> given) {
    this.trigger = trigger;
    this.given = given;
  }

  /**
   * What the {@code inputs} context is: given values, else defaults, else false, 0, the first
   * option or an empty string.
   *
   * @param trigger of {@code workflow_dispatch}; problems stand at its inputs
   * @return no value and all problems when a value is missing, unknown or of the wrong type
   */
  public static Parsed<ObjectValue> resolve(Trigger trigger, Map<String, String> given) {
    return new DispatchInputs(trigger, given).resolve();
  }

  private Parsed<ObjectValue> resolve() {
    List<String> names = trigger.inputs().stream().map(Input::name).toList();
    for (String name : given.keySet()) {
      if (trigger.input(name).isEmpty()) {
        unexpected(name, names);
      }
    }
    ObjectValue.Builder inputs = ObjectValue.builder();
    for (Input input : trigger.inputs()) {
      inputs.put(input.name(), value(input));
    }
    return Parsed.of(inputs.build(), problems);
  }

  private void unexpected(String name, List<String> names) {
    Problem problem = error(trigger.position(), "Unexpected input '" + name + "' provided");
    Optional<String> closest = Suggestions.closest(name, names);
    if (closest.isPresent()) {
      problems.add(problem.withHint("did you mean '" + closest.get() + "'?"));
    } else if (names.isEmpty()) {
      problems.add(problem.withHint("the workflow has no inputs"));
    } else {
      problems.add(problem.withHint("its inputs are " + String.join(", ", names)));
    }
  }

  private Value value(Input input) {
    Optional<String> text = given(input.name());
    if (text.isPresent() && !(text.get().isEmpty() && input.required())) {
      return converted(input, text.get());
    }
    Optional<String> byDefault =
        input
            .defaultValue()
            .filter(Template::isLiteral)
            .map(template -> template.evaluate(Contexts.empty()).text());
    if (byDefault.isPresent()) {
      return converted(input, byDefault.get());
    }
    if (input.required()) {
      problems.add(
          error(input.position(), "Required input '" + input.name() + "' not provided")
              .withHint("give it as --input " + input.name() + "=" + example(input)));
    }
    return nothing(input);
  }

  private Optional<String> given(String name) {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String example(Input input) {
    return switch (input.type()) {
      case BOOLEAN -> "true";
      case NUMBER -> "1";
      case CHOICE -> input.options().isEmpty() ? "VALUE" : input.options().getFirst();
      case STRING, ENVIRONMENT -> "VALUE";
    };
  }

  private Value converted(Input input, String text) {
    if (text.length() > LONGEST) {
      return wrong(input, "is longer than " + LONGEST + " characters");
    }
    return switch (input.type()) {
      case BOOLEAN -> bool(input, text);
      case NUMBER -> number(input, text);
      case CHOICE -> choice(input, text);
      case STRING, ENVIRONMENT -> Value.of(text);
    };
  }

  private Value bool(Input input, String text) {
    return switch (text) {
      case "true" -> Value.of(true);
      case "false" -> Value.of(false);
      default -> wrong(input, "must be true or false, found '" + text + "'");
    };
  }

  private Value number(Input input, String text) {
    double number = Numbers.parse(text);
    if (text.isBlank() || Double.isNaN(number)) {
      return wrong(input, "must be a number, found '" + text + "'");
    }
    return Value.of(number);
  }

  private Value choice(Input input, String text) {
    if (input.options().contains(text)) {
      return Value.of(text);
    }
    return wrong(
        input, "must be one of " + String.join(", ", input.options()) + ", found '" + text + "'");
  }

  private Value wrong(Input input, String what) {
    problems.add(error(input.position(), "Input '" + input.name() + "' " + what));
    return nothing(input);
  }

  /** What an input is that nobody gave and that has no default. */
  static Value nothing(Input input) {
    return switch (input.type()) {
      case BOOLEAN -> Value.of(false);
      case NUMBER -> Value.of(0);
      case CHOICE -> Value.of(input.options().isEmpty() ? "" : input.options().getFirst());
      case STRING, ENVIRONMENT -> Value.of("");
    };
  }

  private static Problem error(Position position, String message) {
    return Problem.error(position, "invalid-input", message);
  }
}
