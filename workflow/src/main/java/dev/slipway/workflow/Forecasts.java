package dev.slipway.workflow;

import dev.slipway.workflow.Plan.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts of a plan: what a template will become, or its source when that is not known yet. */
final class Forecasts {
  private Forecasts() {}

  /** The text of a template. */
  static Forecast text(Template template, Knowledge knowledge) {
    Optional<Value> value = value(template, knowledge);
    if (value.isPresent()) {
      return new Forecast(flat(value.get()), true);
    }
    return new Forecast(source(template), false);
  }

  /** The group of a {@code concurrency}. */
  static Forecast concurrency(Template template, Knowledge knowledge) {
    if (template instanceof Template.Mapping mapping) {
      return mapping
          .find("group")
          .map(group -> text(group, knowledge))
          .orElseGet(() -> new Forecast("", true));
    }
    return text(template, knowledge);
  }

  /** What a template becomes; empty when that is not known yet or fails. */
  static Optional<Value> value(Template template, Knowledge knowledge) {
    try {
      return new Foresight(knowledge).guess(template).certain();
    } catch (ExpressionException e) {
      return Optional.empty();
    }
  }

  private static String flat(Value value) {
    return switch (value) {
      case ArrayValue array -> joined(array.items());
      case ObjectValue object -> joined(object.values());
      case Value.Null nothing -> "";
      case Value.Bool bool -> bool.text();
      case Value.Num number -> number.text();
      case Value.Text text -> text.value();
    };
  }

  private static String joined(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      texts.add(flat(value));
    }
    return String.join(", ", texts);
  }

  /** The template as it would be written on one line. */
  private static String source(Template template) {
    return switch (template) {
      case Template.Literal literal -> literal.value().text();
      case Template.Computed computed -> "${{ " + computed.expression().source() + " }}";
      case Template.Insert insert -> "${{ insert }}";
      case Template.Sequence sequence -> sources(sequence.items());
      case Template.Mapping mapping ->
          sources(mapping.entries().stream().map(Template.Entry::value).toList());
    };
  }

  private static String sources(List<Template> templates) {
    return String.join(", ", templates.stream().map(Forecasts::source).toList());
  }
}
