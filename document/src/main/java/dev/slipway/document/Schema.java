package dev.slipway.document;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The shape a value must have, as data: what a room declares for its section of a file. Checking a
 * node against it reports all that is wrong at once. Immutable.
 */
public sealed interface Schema {
  /** A key a mapping knows. */
  record Key(String name, Schema schema, boolean required) {}

  /** A mapping with these keys and no other. */
  record Keys(List<Key> keys) implements Schema {
    public Keys {
      keys = List.copyOf(keys);
    }

    Optional<Key> find(String name) {
      return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    List<String> names() {
      return keys.stream().map(Key::name).toList();
    }
  }

  /** A mapping with keys of the user's choice. */
  record MapOf(Text key, Schema value) implements Schema {}

  /** A sequence of values of one shape. */
  record SequenceOf(Schema item, int least) implements Schema {}

  /**
   * A text; numbers and booleans written without quotes count as text.
   *
   * @param expected what is accepted, as a noun: "a duration such as 30s"
   */
  record Text(String expected, Predicate<String> accepts) implements Schema {}

  /** One of these words. */
  record Choice(List<String> words) implements Schema {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /** A number between two bounds, both included. */
  record Numeric(double least, double most, boolean whole) implements Schema {}

  /** True or false. */
  record Bool() implements Schema {}

  /** Nothing, or a value of this shape. */
  record OrNull(Schema schema) implements Schema {}

  /** The first of these shapes whose kind (mapping, sequence, scalar) the value has. */
  record OneOf(List<Schema> choices) implements Schema {
    public OneOf {
      choices = List.copyOf(choices);
    }
  }

  /** Whatever is there; another room knows. */
  record Anything() implements Schema {}

  /** A mapping with these keys and no other. */
  static Schema keys(Key... keys) {
    return new Keys(List.of(keys));
  }

  /** A key that may be absent. */
  static Key optional(String name, Schema schema) {
    return new Key(name, schema, false);
  }

  /** A key that must be there. */
  static Key required(String name, Schema schema) {
    return new Key(name, schema, true);
  }

  /** A mapping from names of the user's choice. */
  static Schema mapOf(Schema value) {
    return new MapOf(new Text("a name", name -> !name.isBlank()), value);
  }

  /** A sequence of any length. */
  static Schema sequenceOf(Schema item) {
    return new SequenceOf(item, 0);
  }

  /** Any text that is not empty. */
  static Schema text() {
    return new Text("a text", text -> !text.isEmpty());
  }

  /** A text of a kind. */
  static Schema text(String expected, Predicate<String> accepts) {
    return new Text(expected, accepts);
  }

  /** One of these words. */
  static Schema choice(String... words) {
    return new Choice(List.of(words));
  }

  /** A whole number between two bounds, both included. */
  static Schema integer(long least, long most) {
    return new Numeric(least, most, true);
  }

  /** A number between two bounds, both included. */
  static Schema number(double least, double most) {
    return new Numeric(least, most, false);
  }

  /** True or false. */
  static Schema bool() {
    return new Bool();
  }

  /** Nothing, or a value of this shape. */
  static Schema nullable(Schema schema) {
    return new OrNull(schema);
  }

  /** One of several shapes that differ in kind (mapping, sequence, scalar). */
  static Schema oneOf(Schema... choices) {
    return new OneOf(List.of(choices));
  }

  /** Whatever is there. */
  static Schema anything() {
    return new Anything();
  }

  /** All that is wrong with a value under this schema, in the order of the text. */
  default List<Problem> check(Node node) {
    return SchemaCheck.of(this, node);
  }
}
