package dev.slipway.workflow;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import dev.slipway.workflow.Shape.MappingShape;
import dev.slipway.workflow.Shape.Plain;
import dev.slipway.workflow.Shape.ScalarShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tree of a document into templates, guided by the shapes of its kind of file, with the
 * resolution of alternatives and the error texts of GitHub's own reader. One file only.
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

  private Template value(Place place, Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(place, scalar);
      case Node.Sequence sequence -> sequence(place, sequence);
      case Node.Mapping mapping -> mapping(place, mapping);
    };
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
    return switch (template) {
      case Template.Literal literal -> acceptedLiteral(place, literal);
      case Template.Computed computed -> {
        if (!place.takesExpressions()) {
          refuseExpression(computed.position());
        }
        yield computed;
      }
      case Template.Insert insert -> {
        unexpected(insert.position(), "${{ insert }}", null);
        yield insert;
      }
      case Template.Sequence sequence -> sequence;
      case Template.Mapping mapping -> mapping;
    };
  }

  private Template.Literal acceptedLiteral(Place place, Template.Literal literal) {
    Shape shape = place.shape();
    if (shape.accepts(literal.value())) {
      return literal;
    }
    Template.Literal text =
        new Template.Literal(literal.position(), Value.of(literal.value().text()));
    if (!(literal.value() instanceof Value.Text) && shape.accepts(text.value())) {
      return text;
    }
    unexpected(literal.position(), literal.value().text(), expected(shape, literal.value().text()));
    return text;
  }

  private static @Nullable String expected(Shape shape, String value) {
    List<String> words = shape.words();
    Optional<String> closest = Suggestions.closest(value, words);
    if (closest.isPresent()) {
      return "did you mean '" + closest.get() + "'?";
    }
    List<String> kinds = new ArrayList<>();
    for (ScalarShape scalar : shape.scalars()) {
      if (scalar instanceof Plain plain) {
        kinds.add(noun(plain));
      }
    }
    if (!words.isEmpty()) {
      kinds.add("one of " + String.join(", ", words));
    }
    if (shape.item() != null) {
      kinds.add("a sequence");
    }
    if (!shape.mappings().isEmpty()) {
      kinds.add("a mapping");
    }
    return kinds.isEmpty() ? null : "expected is " + String.join(" or ", kinds);
  }

  private static String noun(Plain plain) {
    return switch (plain) {
      case NULL -> "nothing";
      case BOOL -> "true or false";
      case NUMBER -> "a number";
      case TEXT -> "a string";
      case FILLED_TEXT -> "a string that is not empty";
    };
  }

  private void unexpected(Position position, String value, @Nullable String hint) {
    findings.error(position, "unexpected-value", "Unexpected value '" + value + "'", hint);
  }

  private void refuseExpression(Position position) {
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
          expected(place.shape(), ""));
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
    List<MappingShape> shapes = place.shape().mappings();
    if (shapes.isEmpty()) {
      findings.error(
          mapping.position(),
          "unexpected-mapping",
          "A mapping was not expected",
          expected(place.shape(), ""));
    } else {
      new Keys(place, shapes).read(mapping, entries);
    }
    depth--;
    return new Template.Mapping(mapping.position(), entries);
  }

  /** Reads the keys of one mapping; each known key rules out the alternatives without it. */
  private final class Keys {
    private final Place place;
    private final List<MappingShape> shapes;
    private final Set<String> seen = new HashSet<>();
    private boolean computed;
    private boolean unknown;

    Keys(Place place, List<MappingShape> shapes) {
      this.place = place;
      this.shapes = new ArrayList<>(shapes);
    }

    void read(Node.Mapping mapping, List<Template.Entry> entries) {
      for (Node.Entry entry : mapping.entries()) {
        Template.Entry read = entry(entry);
        if (read != null) {
          entries.add(read);
        }
      }
      finish(mapping.position());
    }

    private Template.@Nullable Entry entry(Node.Entry entry) {
      return switch (entry.key()) {
        case Node.Scalar key -> entry(key, entry.value());
        case Node.Sequence key -> {
          findings.error(key.position(), "unexpected-sequence", "A sequence was not expected");
          yield null;
        }
        case Node.Mapping key -> {
          findings.error(key.position(), "unexpected-mapping", "A mapping was not expected");
          yield null;
        }
      };
    }

    private Template.@Nullable Entry entry(Node.Scalar scalar, Node value) {
      ScalarReader.Result read = scalars.read(scalar, place);
      if (!(read.template() instanceof Template.Literal literal)) {
        return computed(read.template(), value);
      }
      String name = literal.value().text();
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        findings.error(literal.position(), "duplicate-key", "'" + name + "' is already defined");
        return null;
      }
      return named(new Template.Literal(literal.position(), Value.of(name)), name, value);
    }

    private Template.@Nullable Entry computed(Template key, Node value) {
      computed = true;
      if (!place.takesExpressions()) {
        refuseExpression(key.position());
        return null;
      }
      size.add(key);
      String free = shapes.getFirst().freeValue();
      boolean onlyFree = shapes.size() == 1 && shapes.getFirst().keys().isEmpty();
      String type = onlyFree && free != null ? free : "any";
      // Whatever ${{ insert }} brings is looked at when it is known.
      return new Template.Entry(key, value(place.below(type), value));
    }

    private Template.@Nullable Entry named(Template.Literal key, String name, Node value) {
      Shape.Key known = match(name);
      if (known != null) {
        return withValue(key, place.below(known.type()), value);
      }
      String freeKey = shapes.getFirst().freeKey();
      String freeValue = shapes.getFirst().freeValue();
      if (freeKey != null && freeValue != null) {
        acceptedLiteral(place.below(freeKey), key);
        return withValue(key, place.below(freeValue), value);
      }
      unknown = true;
      unexpected(key.position(), name, hint(name));
      return null;
    }

    private Template.Entry withValue(Template.Literal key, Place below, Node value) {
      size.add(key);
      return new Template.Entry(key, value(below, value));
    }

    private Shape.@Nullable Key match(String name) {
      if (!rules.backgroundSteps() && isBackground(name) && isStep()) {
        return null;
      }
      Shape.Key found = null;
      for (MappingShape shape : shapes) {
        Shape.Key key = shape.keys().get(name);
        if (key != null && found == null) {
          found = key;
        }
      }
      if (found != null) {
        shapes.removeIf(shape -> !shape.keys().containsKey(name));
      }
      return found;
    }

    private boolean isStep() {
      return shapes.getFirst().keys().containsKey("background")
          || shapes.getFirst().name().endsWith("-step");
    }

    private String hint(String name) {
      Set<String> known = new java.util.LinkedHashSet<>();
      for (MappingShape shape : shapes) {
        known.addAll(shape.keys().keySet());
      }
      known.removeIf(key -> seen.contains(key.toLowerCase(Locale.ROOT)));
      return Suggestions.closest(name, known)
          .map(closest -> "did you mean '" + closest + "'?")
          .orElse("known here: " + String.join(", ", known));
    }

    private void finish(Position position) {
      if (shapes.size() > 1) {
        ambiguous(position);
        return;
      }
      if (computed) {
        return;
      }
      shapes
          .getFirst()
          .keys()
          .forEach(
              (name, key) -> {
                if (key.required() && !seen.contains(name.toLowerCase(Locale.ROOT))) {
                  findings.error(position, "missing-key", "Required property is missing: " + name);
                }
              });
    }

    private void ambiguous(Position position) {
      // A misspelt key says what was meant better than the list of all that could be.
      if (unknown && !rules.isGitHubs()) {
        return;
      }
      TreeMap<String, Integer> uses = new TreeMap<>();
      for (MappingShape shape : shapes) {
        shape.keys().keySet().forEach(key -> uses.merge(key, 1, Integer::sum));
      }
      uses.values().removeIf(count -> count > 1);
      if (!rules.backgroundSteps()) {
        uses.keySet().removeAll(Set.of("wait", "wait-all", "cancel"));
      }
      findings.error(
          position,
          "ambiguous",
          "There's not enough info to determine what you meant. Add one of these properties: "
              + String.join(", ", uses.keySet()));
    }
  }

  private static boolean isBackground(String name) {
    return switch (name) {
      case "background", "wait", "wait-all", "cancel" -> true;
      default -> false;
    };
  }
}
