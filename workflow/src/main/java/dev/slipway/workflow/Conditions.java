package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an {@code if} says. */
final class Conditions {
  private Conditions() {}

  /** The condition; {@code success()} if the {@code if} is absent or, which is reported, wrong. */
  static Expression read(Optional<Template> template, Place place, Findings findings) {
    String source = source(template.orElse(null));
    if (source.isBlank()) {
      return place.success();
    }
    try {
      return StatusFunctions.condition(source, place.names());
    } catch (ExpressionException exception) {
      report(template.orElseThrow(), exception, place, findings);
      return place.success();
    }
  }

  /** The expression as it is written, or another one if it is absent, blank or wrong. */
  static Expression readPlain(
      Optional<Template> template, String otherwise, Place place, Findings findings) {
    String source = source(template.orElse(null));
    try {
      return Expression.parse(source.isBlank() ? otherwise : source, place.names());
    } catch (ExpressionException exception) {
      report(template.orElseThrow(), exception, place, findings);
      return Expression.parse(otherwise, place.names());
    }
  }

  private static void report(
      Template template, ExpressionException exception, Place place, Findings findings) {
    String message = String.valueOf(exception.getMessage());
    int offset = exception.offset().orElse(0);
    Position position = findings.sources().bare(template.position(), source(template), offset);
    findings.error(position, "expression", message, ExpressionHint.of(message, place));
  }

  private static String source(@Nullable Template template) {
    if (template instanceof Template.Computed computed) {
      return computed.expression().source();
    }
    if (template instanceof Template.Literal literal) {
      return literal.value().text();
    }
    return "";
  }
}
