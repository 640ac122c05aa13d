package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes templates apart that have the shape they should have; what has not, counts as absent. */
final class Pieces {
  private Pieces() {}

  /** The text of a literal; empty for anything computed. */
  static Optional<String> text(Template template) {
    if (template instanceof Template.Literal literal) {
      return Optional.of(literal.value().text());
    }
    return Optional.empty();
  }

  static Optional<String> text(Template.Mapping mapping, String key) {
    return mapping.find(key).flatMap(Pieces::text);
  }

  /** The literals of a sequence, or of the one value that may stand in its place. */
  static List<Template.Literal> literals(Template template) {
    List<Template.Literal> literals = new ArrayList<>();
    if (template instanceof Template.Sequence sequence) {
      for (Template item : sequence.items()) {
        if (item instanceof Template.Literal literal) {
          literals.add(literal);
        }
      }
    } else if (template instanceof Template.Literal literal) {
      literals.add(literal);
    }
    return literals;
  }

  static List<String> texts(Template template) {
    return literals(template).stream().map(literal -> literal.value().text()).toList();
  }

  /** The entries with literal keys of the mapping at a key; none if it is no mapping. */
  static List<Template.Entry> entries(Template.Mapping mapping, String key) {
    return mapping.find(key).map(Pieces::entries).orElse(List.of());
  }

  static List<Template.Entry> entries(Template template) {
    if (template instanceof Template.Mapping mapping) {
      return mapping.entries().stream()
          .filter(entry -> entry.key() instanceof Template.Literal)
          .toList();
    }
    return List.of();
  }

  static String key(Template.Entry entry) {
    return text(entry.key()).orElse("");
  }

  static Optional<Template.Mapping> mapping(Template template) {
    if (template instanceof Template.Mapping mapping) {
      return Optional.of(mapping);
    }
    return Optional.empty();
  }

  /** The mapping at a key; a computed one is a mapping of all that it yields. */
  static Template.Mapping mappingOrEmpty(Template.Mapping around, String key) {
    Optional<Template> template = around.find(key);
    if (template.isEmpty()) {
      return Template.Mapping.empty(around.position());
    }
    if (template.get() instanceof Template.Computed computed) {
      return inserted(computed);
    }
    return mapping(template.get()).orElse(Template.Mapping.empty(template.get().position()));
  }

  private static Template.Mapping inserted(Template.Computed computed) {
    Position position = computed.position();
    return new Template.Mapping(
        position, List.of(new Template.Entry(new Template.Insert(position), computed)));
  }

  static boolean isTrue(Template.Mapping mapping, String key) {
    return mapping.find(key).map(Pieces::isTrue).orElse(false);
  }

  private static boolean isTrue(Template template) {
    return template instanceof Template.Literal literal && literal.value().truthy();
  }

  static boolean isNull(Template template) {
    return template instanceof Template.Literal literal && literal.value() instanceof Value.Null;
  }
}
