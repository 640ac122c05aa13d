package dev.slipway.deliver;

import dev.slipway.document.Node;
import dev.slipway.document.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A mapping that satisfies its schema, read by the kind of value each key has. */
record Section(Node.Mapping mapping) {
  /** A mapping as a section; anything else as an empty one. */
  static Section of(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return new Section(mapping);
    }
    return new Section(new Node.Mapping(node.position(), List.of()));
  }

  Position position() {
    return mapping.position();
  }

  boolean has(String key) {
    return mapping.find(key).isPresent();
  }

  Optional<Node> find(String key) {
    return mapping.find(key);
  }

  /** The section at a key; an empty one if there is none. */
  Section section(String key) {
    return of(mapping.find(key).orElse(new Node.Mapping(position(), List.of())));
  }

  Optional<String> text(String key) {
    return mapping.text(key);
  }

  String text(String key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  int integer(String key, int otherwise) {
    if (mapping.find(key).orElse(mapping) instanceof Node.Scalar scalar) {
      return (int) scalar.number();
    }
    return otherwise;
  }

  OptionalLong integer(String key) {
    if (mapping.find(key).orElse(mapping) instanceof Node.Scalar scalar) {
      return OptionalLong.of((long) scalar.number());
    }
    return OptionalLong.empty();
  }

  OptionalDouble number(String key) {
    if (mapping.find(key).orElse(mapping) instanceof Node.Scalar scalar) {
      return OptionalDouble.of(scalar.number());
    }
    return OptionalDouble.empty();
  }

  boolean bool(String key, boolean otherwise) {
    if (mapping.find(key).orElse(mapping) instanceof Node.Scalar scalar) {
      return scalar.isTrue();
    }
    return otherwise;
  }

  Duration duration(String key, Duration otherwise) {
    return text(key).flatMap(Quantities::duration).orElse(otherwise);
  }

  Path path(String key, String otherwise) {
    return Path.of(text(key, otherwise)).normalize();
  }

  /** The texts at a key that takes one or a sequence; empty if it is absent. */
  List<String> texts(String key) {
    return mapping.find(key).map(Section::texts).orElse(List.of());
  }

  private static List<String> texts(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> List.of(scalar.text());
      case Node.Sequence sequence ->
          sequence.items().stream().flatMap(item -> texts(item).stream()).toList();
      case Node.Mapping mapping -> List.of();
    };
  }

  /** The items of a sequence, as sections. */
  List<Section> sections(String key) {
    if (mapping.find(key).orElse(mapping) instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(Section::of).toList();
    }
    return List.of();
  }

  /** The values of a mapping by their keys, in the order written. */
  Map<String, Node> children() {
    Map<String, Node> children = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      if (entry.key() instanceof Node.Scalar key) {
        children.putIfAbsent(key.text(), entry.value());
      }
    }
    return children;
  }

  /** Where a key stands; the section itself if it is absent. */
  Position keyPosition(String name) {
    for (Node.Entry entry : mapping.entries()) {
      if (entry.key() instanceof Node.Scalar key && key.text().equals(name)) {
        return key.position();
      }
    }
    return position();
  }

  Optional<ShellCommand> command(String key) {
    return mapping.find(key).map(Section::command);
  }

  /** A command: a line for the shell, or the words of an argument list. */
  static ShellCommand command(Node node) {
    if (node instanceof Node.Sequence words) {
      return ShellCommand.words(new ArrayList<>(texts(words)), node.position());
    }
    return ShellCommand.line(String.join(" ", texts(node)), node.position());
  }
}
