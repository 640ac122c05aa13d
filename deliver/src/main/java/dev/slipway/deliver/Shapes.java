package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Problem;
import dev.slipway.document.Schema;
import dev.slipway.document.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks values whose shape depends on their key {@code type}. */
final class Shapes {
  private Shapes() {}

  /** Whether a value satisfies the schema; what is wrong is added to the problems. */
  static boolean satisfies(Node node, Schema schema, List<Problem> problems) {
    List<Problem> found = schema.check(node);
    problems.addAll(found);
    return found.stream().noneMatch(Problem::isError);
  }

  /** Whether a mapping satisfies the schema its key {@code type} chooses. */
  static boolean satisfiesType(Node node, Map<String, Schema> byType, List<Problem> problems) {
    String types = String.join(", ", new TreeSet<>(byType.keySet()));
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(
          Problem.error(node.position(), "wrong-kind", "A mapping is expected here")
              .withHint("it begins with 'type', which is one of " + types));
      return false;
    }
    Optional<String> type = mapping.text("type");
    if (type.isEmpty()) {
      problems.add(
          Problem.error(mapping.position(), "missing-key", "The key 'type' is missing")
              .withHint("it is one of " + types));
      return false;
    }
    Schema schema = byType.get(type.get());
    if (schema == null) {
      String hint =
          Suggestions.closest(type.get(), byType.keySet())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("it is one of " + types);
      Node written = mapping.find("type").orElse(mapping);
      problems.add(
          Problem.error(
                  written.position(), "wrong-value", "There is no type '" + type.get() + "' here")
              .withHint(hint));
      return false;
    }
    return satisfies(node, schema, problems);
  }
}
