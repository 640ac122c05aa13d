package dev.slipway.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an {@code if} says. */
final class Conditions {
  private Conditions() {}

  /** The condition; {@code success()} if the {@code if} is absent or, which is reported, wrong. */
  static Expression read(Optional<Template> template, Place place, Findings findings) {
    try {
      return StatusFunctions.condition(source(template.orElse(null)), place.names());
    } catch (ExpressionException exception) {
      String message = String.valueOf(exception.getMessage());
      findings.error(
          template.map(Template::position).orElseThrow(),
          "expression",
          message,
          ExpressionHint.of(message, place));
      return StatusFunctions.condition("", place.names());
    }
  }

  private static String source(@Nullable Template template) {
    return switch (template) {
      case null -> "";
      case Template.Computed computed -> computed.expression().source();
      case Template.Literal literal -> literal.value().text();
      case Template.Insert insert -> "";
      case Template.Sequence sequence -> "";
      case Template.Mapping mapping -> "";
    };
  }
}
