package dev.slipway.workflow;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tree of a document into templates, guided by the shapes of its kind of file, with the
 * resolution of alternatives and the error texts of GitHub's own reader. One file only.
 *
 * <p>Here and in what reads along, closed choices are made by {@code instanceof}: each pattern
 * switch links itself at its first use, which costs every start half a millisecond.
 */
final class TemplateReader {
  private final Rules rules;
  private final Findings findings;
  private final ResultSize size;
  private final ScalarReader scalars;
  private int depth;

  /** The values are nested deeper than the rules allow. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeep() {
      super("Maximum object depth exceeded", null, false, false);
    }
  }

  TemplateReader(Rules rules, Findings findings, ResultSize size) {
    this.rules = rules;
    this.findings = findings;
    this.size = size;
    this.scalars = new ScalarReader(findings);
  }

  /** The template of a whole file; empty when a limit was passed. */
  Optional<Template> read(Place place, Node root) {
    try {
      return Optional.of(value(place, root));
    } catch (TooDeep | ResultSize.Exceeded limit) {
      String message = String.valueOf(limit.getMessage());
      Position file = Position.wholeFile(root.position().file());
      findings.add(Problem.error(file, "too-large", message), Finding.Form.FILE);
      return Optional.empty();
    }
  }

  Template value(Place place, Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar(place, scalar);
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence(place, sequence);
    }
    return mapping(place, (Node.Mapping) node);
  }

  ScalarReader scalars() {
    return scalars;
  }

  ResultSize size() {
    return size;
  }

  private Template scalar(Place place, Node.Scalar scalar) {
    ScalarReader.Result read = scalars.read(scalar, place);
    Template template = read.template();
    if (!read.failed() || rules.isGitHubs()) {
      template = accepted(place, template);
    }
    size.add(template);
    return template;
  }

  /** The template as the place wants it: a number becomes a string where strings are wanted. */
  private Template accepted(Place place, Template template) {
    if (template instanceof Template.Literal literal) {
      return acceptedLiteral(place, literal);
    }
    if (template instanceof Template.Insert) {
      unexpected(template.position(), "${{ insert }}", null);
    } else if (!place.takesExpressions()) {
      refuseExpression(template.position());
    }
    return template;
  }

  Template.Literal acceptedLiteral(Place place, Template.Literal literal) {
    Shape shape = place.shape();
    if (shape.accepts(literal.value())) {
      return literal;
    }
    Template.Literal text =
        new Template.Literal(literal.position(), Value.of(literal.value().text()));
    if (!(literal.value() instanceof Value.Text) && shape.accepts(text.value())) {
      return text;
    }
    unexpected(
        literal.position(), literal.value().text(), ShapeHint.of(shape, literal.value().text()));
    return text;
  }

  void unexpected(Position position, String value, @Nullable String hint) {
    findings.error(position, "unexpected-value", "Unexpected value '" + value + "'", hint);
  }

  void refuseExpression(Position position) {
    findings.error(
        position,
        "expression-not-allowed",
        "A template expression is not allowed in this context",
        "write the value itself here");
  }

  private Template sequence(Place place, Node.Sequence sequence) {
    deeper();
    size.addCollection();
    List<Template> items = new ArrayList<>(sequence.items().size());
    String type = place.shape().item();
    if (type == null) {
      findings.error(
          sequence.position(),
          "unexpected-sequence",
          "A sequence was not expected",
          ShapeHint.of(place.shape(), ""));
    } else {
      Place below = place.below(type);
      for (Node item : sequence.items()) {
        items.add(value(below, item));
      }
    }
    depth--;
    return new Template.Sequence(sequence.position(), items);
  }

  private void deeper() {
    if (depth >= rules.limits().depth()) {
      throw new TooDeep();
    }
    depth++;
  }

  private Template mapping(Place place, Node.Mapping mapping) {
    deeper();
    size.addCollection();
    List<Template.Entry> entries = new ArrayList<>(mapping.entries().size());
    if (place.shape().mappings().isEmpty()) {
      findings.error(
          mapping.position(),
          "unexpected-mapping",
          "A mapping was not expected",
          ShapeHint.of(place.shape(), ""));
    } else {
      new MappingReader(this, rules, findings, place).read(mapping, entries);
    }
    depth--;
    return new Template.Mapping(mapping.position(), entries);
  }
}
