package dev.slipway.workflow;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import dev.slipway.document.Suggestions;
import dev.slipway.workflow.Shape.MappingShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one mapping; each known key rules out the alternatives without it. */
final class MappingReader {
  private final TemplateReader reader;
  private final Rules rules;
  private final Findings findings;
  private final Place place;
  private final List<MappingShape> shapes;
  private final Set<String> seen = new HashSet<>();
  private boolean computed;
  private boolean unknown;

  MappingReader(TemplateReader reader, Rules rules, Findings findings, Place place) {
    this.reader = reader;
    this.rules = rules;
    this.findings = findings;
    this.place = place;
    this.shapes = new ArrayList<>(place.shape().mappings());
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
    if (entry.key() instanceof Node.Scalar key) {
      return entry(key, entry.value());
    }
    Position position = entry.key().position();
    if (entry.key() instanceof Node.Sequence) {
      findings.error(position, "unexpected-sequence", "A sequence was not expected");
    } else {
      findings.error(position, "unexpected-mapping", "A mapping was not expected");
    }
    return null;
  }

  private Template.@Nullable Entry entry(Node.Scalar scalar, Node value) {
    ScalarReader.Result read = reader.scalars().read(scalar, place);
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
      reader.refuseExpression(key.position());
      return null;
    }
    reader.size().add(key);
    String free = shapes.getFirst().freeValue();
    boolean onlyFree = shapes.size() == 1 && shapes.getFirst().keys().isEmpty();
    String type = onlyFree && free != null ? free : "any";
    // Whatever ${{ insert }} brings is looked at when it is known.
    return new Template.Entry(key, reader.value(place.below(type), value));
  }

  private Template.@Nullable Entry named(Template.Literal key, String name, Node value) {
    Shape.Key known = match(name);
    if (known != null) {
      return withValue(key, place.below(known.type()), value);
    }
    String freeKey = shapes.getFirst().freeKey();
    String freeValue = shapes.getFirst().freeValue();
    if (freeKey != null && freeValue != null) {
      reader.acceptedLiteral(place.below(freeKey), key);
      return withValue(key, place.below(freeValue), value);
    }
    unknown = true;
    reader.unexpected(key.position(), name, hint(name));
    return null;
  }

  private Template.Entry withValue(Template.Literal key, Place below, Node value) {
    reader.size().add(key);
    return new Template.Entry(key, reader.value(below, value));
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
    Set<String> known = new LinkedHashSet<>();
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

  private static boolean isBackground(String name) {
    return switch (name) {
      case "background", "wait", "wait-all", "cancel" -> true;
      default -> false;
    };
  }
}
