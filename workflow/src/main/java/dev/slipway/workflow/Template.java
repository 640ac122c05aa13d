package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value of a workflow that may hold <code>${{ }}</code>: literal where it can be, computed where
 * it must. Immutable.
 *
 * <p>Evaluation fails with {@link ExpressionException} alone.
 */
public sealed interface Template {
  /** Where it stands. */
  Position position();

  /** The value under these contexts. */
  Value evaluate(EvaluationContext context);

  /** Whether nothing in it has to be computed. */
  boolean isLiteral();

  /** A null, boolean, number or string as written. */
  record Literal(Position position, Value value) implements Template {
    @Override
    public Value evaluate(EvaluationContext context) {
      return value;
    }

    @Override
    public boolean isLiteral() {
      return true;
    }
  }

  /** An expression; a string with expressions in it is one {@code format(...)}. */
  record Computed(Position position, Expression expression) implements Template {
    @Override
    public Value evaluate(EvaluationContext context) {
      return expression.evaluate(context);
    }

    @Override
    public boolean isLiteral() {
      return false;
    }
  }

  /**
   * The key <code>${{ insert }}</code>: the members of its value become members of the mapping it
   * stands in.
   */
  record Insert(Position position) implements Template {
    @Override
    public Value evaluate(EvaluationContext context) {
      throw ExpressionException.evaluation("The directive 'insert' has no value of its own");
    }

    @Override
    public boolean isLiteral() {
      return false;
    }
  }

  /** An ordered list. */
  record Sequence(Position position, List<Template> items) implements Template {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Value evaluate(EvaluationContext context) {
      List<Value> values = new ArrayList<>(items.size());
      for (Template item : items) {
        values.add(item.evaluate(context));
      }
      return new ArrayValue(values);
    }

    @Override
    public boolean isLiteral() {
      return items.stream().allMatch(Template::isLiteral);
    }
  }

  /** One key of a mapping and its value. */
  record Entry(Template key, Template value) {}

  /** Keys and values in the order written. */
  record Mapping(Position position, List<Entry> entries) implements Template {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The mapping without entries, for a key that is absent. */
    public static Mapping empty(Position position) {
      return new Mapping(position, List.of());
    }

    /** The template at a literal key, without regard to case. */
    public Optional<Template> find(String name) {
      for (Entry entry : entries) {
        if (entry.key() instanceof Literal literal
            && literal.value() instanceof Value.Text text
            && text.value().equalsIgnoreCase(name)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }

    @Override
    public ObjectValue evaluate(EvaluationContext context) {
      ObjectValue.Builder members = ObjectValue.builder();
      for (Entry entry : entries) {
        if (entry.key() instanceof Insert) {
          members.putAll(inserted(entry.value().evaluate(context)));
        } else {
          members.put(entry.key().evaluate(context).text(), entry.value().evaluate(context));
        }
      }
      return members.build();
    }

    private static ObjectValue inserted(Value value) {
      if (value instanceof ObjectValue object) {
        return object;
      }
      throw ExpressionException.evaluation(
          "A mapping was expected after the directive 'insert', found " + value.kind());
    }

    @Override
    public boolean isLiteral() {
      return entries.stream()
          .allMatch(entry -> entry.key().isLiteral() && entry.value().isLiteral());
    }
  }
}
