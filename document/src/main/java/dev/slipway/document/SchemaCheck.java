package dev.slipway.document;

import dev.slipway.document.Node.Entry;
import dev.slipway.document.Node.Kind;
import dev.slipway.document.Node.Mapping;
import dev.slipway.document.Node.Scalar;
import dev.slipway.document.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares a value with its schema and collects what differs. One use only. */
final class SchemaCheck {
  private final List<Problem> problems = new ArrayList<>();

  private SchemaCheck() {}

  static List<Problem> of(Schema schema, Node node) {
    SchemaCheck check = new SchemaCheck();
    check.value(schema, node);
    return List.copyOf(check.problems);
  }

  private void value(Schema schema, Node node) {
    switch (schema) {
      case Schema.Keys keys -> keys(keys, node);
      case Schema.MapOf map -> mapOf(map, node);
      case Schema.SequenceOf sequence -> sequence(sequence, node);
      case Schema.Text text -> text(text, node);
      case Schema.Choice choice -> choice(choice, node);
      case Schema.Numeric number -> number(number, node);
      case Schema.Bool bool -> bool(node);
      case Schema.OrNull nullable -> {
        if (!isNull(node)) {
          value(nullable.schema(), node);
        }
      }
      case Schema.OneOf oneOf -> oneOf(oneOf, node);
      case Schema.Anything anything -> {}
    }
  }

  private void keys(Schema.Keys schema, Node node) {
    if (!(node instanceof Mapping mapping)) {
      wrongKind(node, describe(schema));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      if (!(entry.key() instanceof Scalar key)) {
        wrongKind(entry.key(), "a key");
      } else if (isNew(key, seen)) {
        schema
            .find(key.text())
            .ifPresentOrElse(
                known -> value(known.schema(), entry.value()),
                () -> unknownKey(key, schema.names()));
      }
    }
    for (Schema.Key key : schema.keys()) {
      if (key.required() && !seen.contains(key.name())) {
        report(mapping.position(), "missing-key", "The key '" + key.name() + "' is missing");
      }
    }
  }

  private void mapOf(Schema.MapOf schema, Node node) {
    if (!(node instanceof Mapping mapping)) {
      wrongKind(node, describe(schema));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      text(schema.key(), entry.key());
      if (entry.key() instanceof Scalar key && isNew(key, seen)) {
        value(schema.value(), entry.value());
      }
    }
  }

  private boolean isNew(Scalar key, Set<String> seen) {
    if (seen.add(key.text())) {
      return true;
    }
    report(key.position(), "duplicate-key", "'" + key.text() + "' is already defined");
    return false;
  }

  private void unknownKey(Scalar key, List<String> known) {
    Problem problem =
        Problem.error(key.position(), "unknown-key", "The key '" + key.text() + "' is not known");
    String hint = Suggestions.hint(key.text(), known);
    problems.add(hint == null ? problem : problem.withHint(hint));
  }

  private void sequence(Schema.SequenceOf schema, Node node) {
    if (!(node instanceof Sequence sequence)) {
      wrongKind(node, describe(schema));
      return;
    }
    if (sequence.items().size() < schema.least()) {
      report(
          node.position(), "too-few", "At least " + schema.least() + " value(s) are expected here");
    }
    sequence.items().forEach(item -> value(schema.item(), item));
  }

  private void text(Schema.Text schema, Node node) {
    if (!(node instanceof Scalar scalar) || scalar.kind() == Kind.NULL) {
      wrongKind(node, schema.expected());
    } else if (!schema.accepts().test(scalar.text())) {
      wrongValue(scalar, schema.expected());
    }
  }

  private void choice(Schema.Choice schema, Node node) {
    if (!(node instanceof Scalar scalar)) {
      wrongKind(node, describe(schema));
      return;
    }
    if (!schema.words().contains(scalar.text())) {
      Problem problem =
          Problem.error(
              scalar.position(),
              "wrong-value",
              "'%s' is not %s".formatted(scalar.text(), describe(schema)));
      String hint =
          Suggestions.closest(scalar.text(), schema.words())
              .map(word -> "did you mean '" + word + "'?")
              .orElse("");
      problems.add(hint.isEmpty() ? problem : problem.withHint(hint));
    }
  }

  private void number(Schema.Numeric schema, Node node) {
    boolean numeric =
        node instanceof Scalar scalar
            && (scalar.kind() == Kind.INT || (scalar.kind() == Kind.FLOAT && !schema.whole()));
    if (!numeric) {
      wrongKind(node, describe(schema));
      return;
    }
    Scalar scalar = (Scalar) node;
    double value = scalar.number();
    if (!(value >= schema.least() && value <= schema.most())) {
      wrongValue(scalar, describe(schema));
    }
  }

  private void bool(Node node) {
    if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.BOOL) {
      wrongKind(node, "true or false");
    }
  }

  private void oneOf(Schema.OneOf schema, Node node) {
    for (Schema choice : schema.choices()) {
      if (isOfKind(choice, node)) {
        value(choice, node);
        return;
      }
    }
    wrongKind(node, describe(schema));
  }

  private static boolean isOfKind(Schema schema, Node node) {
    return switch (schema) {
      case Schema.Keys keys -> node instanceof Mapping;
      case Schema.MapOf map -> node instanceof Mapping;
      case Schema.SequenceOf sequence -> node instanceof Sequence;
      case Schema.Text text -> node instanceof Scalar && !isNull(node);
      case Schema.Choice choice -> node instanceof Scalar && !isNull(node);
      case Schema.Numeric number ->
          node instanceof Scalar scalar
              && (scalar.kind() == Kind.INT || scalar.kind() == Kind.FLOAT);
      case Schema.Bool bool -> node instanceof Scalar scalar && scalar.kind() == Kind.BOOL;
      case Schema.OrNull nullable -> isNull(node) || isOfKind(nullable.schema(), node);
      case Schema.OneOf oneOf -> oneOf.choices().stream().anyMatch(one -> isOfKind(one, node));
      case Schema.Anything anything -> true;
    };
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
  }

  private static String describe(Schema schema) {
    return switch (schema) {
      case Schema.Keys keys -> "a mapping with the keys " + String.join(", ", keys.names());
      case Schema.MapOf map -> "a mapping";
      case Schema.SequenceOf sequence -> "a sequence";
      case Schema.Text text -> text.expected();
      case Schema.Choice choice -> "one of " + String.join(", ", choice.words());
      case Schema.Numeric number -> describe(number);
      case Schema.Bool bool -> "true or false";
      case Schema.OrNull nullable -> describe(nullable.schema());
      case Schema.OneOf oneOf ->
          String.join(" or ", oneOf.choices().stream().map(SchemaCheck::describe).toList());
      case Schema.Anything anything -> "a value";
    };
  }

  private static String describe(Schema.Numeric number) {
    String noun = number.whole() ? "a whole number" : "a number";
    return noun + " from " + bound(number.least()) + " to " + bound(number.most());
  }

  private static String bound(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private void wrongKind(Node node, String expected) {
    problems.add(
        Problem.error(node.position(), "wrong-kind", what(node) + " is not expected here")
            .withHint("expected is " + expected));
  }

  private static String what(Node node) {
    return switch (node) {
      case Scalar scalar when scalar.kind() == Kind.NULL -> "An empty value";
      case Scalar scalar -> "The value '" + scalar.text() + "'";
      case Sequence sequence -> "A sequence";
      case Mapping mapping -> "A mapping";
    };
  }

  private void wrongValue(Scalar scalar, String expected) {
    report(scalar.position(), "wrong-value", "'" + scalar.text() + "' is not " + expected);
  }

  private void report(Position position, String code, String message) {
    problems.add(Problem.error(position, code, message));
  }
}
