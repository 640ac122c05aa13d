package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says beforehand whether the {@code if} of a job or step lets it run. */
final class ConditionForecast {
  private static final String IMPLIED = "success() && (";
  private static final int LONGEST_VALUE = 60;

  private final Expression condition;
  private final Position position;
  private final Knowledge knowledge;
  private final Optional<String> obstacle;

  /**
   * @param obstacle why {@code success()} is certainly false, such as a need that is skipped
   */
  ConditionForecast(
      Expression condition, Position position, Knowledge knowledge, Optional<String> obstacle) {
    this.condition = condition;
    this.position = position;
    this.knowledge = knowledge;
    this.obstacle = obstacle;
  }

  Decision decision() {
    if (isDefault()) {
      return obstacle.map(reason -> Decision.skips(reason, position)).orElseGet(Decision::runs);
    }
    try {
      return decided().orElseGet(this::assumed);
    } catch (ExpressionException e) {
      return Decision.depends("if: " + written() + " fails: " + e.getMessage(), position);
    }
  }

  /** What holds whether or not something fails. */
  private Optional<Decision> decided() {
    Guess guess = new Foresight(knowledge.withOpenStatuses()).guess(condition);
    return guess.truth().map(truth -> truth ? holds() : fails());
  }

  /** What holds when nothing fails and nobody cancels. */
  private Decision assumed() {
    boolean success = obstacle.isEmpty();
    Guess guess = new Foresight(knowledge.assuming(success)).guess(condition);
    if (guess.truth().isEmpty()) {
      return Decision.depends(
          "if: " + written() + " waits for " + listed(guess.causes()), position);
    }
    if (guess.truth().get()) {
      return holds();
    }
    if (condition.functions().contains("failure") || condition.functions().contains("cancelled")) {
      return Decision.depends("only if: " + written(), position);
    }
    if (obstacle.isPresent()) {
      return Decision.skips(obstacle.get(), position);
    }
    return fails();
  }

  private Decision holds() {
    return Decision.runs("if: " + written() + values());
  }

  private Decision fails() {
    return Decision.skips("if: " + written() + " does not hold" + values(), position);
  }

  private boolean isDefault() {
    return condition.source().equals("success()");
  }

  /** The condition as the user wrote it, on one line. */
  private String written() {
    String source = condition.source();
    if (source.startsWith(IMPLIED) && source.endsWith(")")) {
      source = source.substring(IMPLIED.length(), source.length() - 1);
    }
    return source.replace('\n', ' ').strip();
  }

  private static String listed(Set<String> causes) {
    return String.join(", ", causes);
  }

  /** The known values the condition names, so that its result can be understood. */
  private String values() {
    Map<String, String> values = new LinkedHashMap<>();
    collect(condition.root(), values);
    if (values.isEmpty()) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    values.forEach((path, value) -> texts.add(path + " is " + value));
    return " (" + String.join(", ", texts) + ")";
  }

  private void collect(Term term, Map<String, String> values) {
    if (term instanceof Term.Index) {
      Guess guess = new Foresight(knowledge).guess(Expression.of(term));
      Optional<Value> value = guess.certain().filter(Value::isPrimitive);
      if (value.isPresent()) {
        values.put(Printer.print(term), shortened(Printer.literal(value.get())));
        return;
      }
    }
    for (Term child : term.children()) {
      collect(child, values);
    }
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST_VALUE) {
      return text;
    }
    return text.substring(0, LONGEST_VALUE - 3) + "...";
  }
}
