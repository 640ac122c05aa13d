package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Templates in the JSON form of GitHub's conformance cases. */
final class TemplateJson {
  private final boolean withSource;
  private final List<String> files;

  /**
   * A writer.
   *
   * @param withSource whether every value says where it stands
   * @param files what the numbers of files stand for, counted from 1
   */
  TemplateJson(boolean withSource, List<String> files) {
    this.withSource = withSource;
    this.files = files;
  }

  Value of(Template template) {
    return switch (template) {
      case Template.Literal literal -> literal(literal);
      case Template.Computed computed ->
          expression(computed.expression(), Optional.of(computed.position()));
      case Template.Insert insert ->
          token(4, Optional.of(insert.position())).put("directive", "insert").build();
      case Template.Sequence sequence -> sequence(sequence.position(), sequence.items());
      case Template.Mapping mapping -> mapping(mapping);
    };
  }

  Value expression(Expression expression, Optional<Position> position) {
    return token(3, position).put("expr", expression.source()).build();
  }

  private Value sequence(Position position, List<Template> items) {
    List<Value> values = new ArrayList<>();
    items.forEach(item -> values.add(of(item)));
    return token(1, Optional.of(position)).put("seq", new ArrayValue(values)).build();
  }

  private Value mapping(Template.Mapping mapping) {
    List<Value> pairs = new ArrayList<>();
    for (Template.Entry entry : mapping.entries()) {
      pairs.add(
          ObjectValue.builder()
              .put("Key", of(entry.key()))
              .put("Value", of(entry.value()))
              .build());
    }
    return token(2, Optional.of(mapping.position())).put("map", new ArrayValue(pairs)).build();
  }

  private Value literal(Template.Literal literal) {
    Value plain = plain(literal.value());
    if (!withSource) {
      return plain;
    }
    Optional<Position> position = Optional.of(literal.position());
    return switch (literal.value()) {
      case Value.Null nothing -> token(7, position).build();
      case Value.Bool bool -> token(5, position).put("bool", plain).build();
      case Value.Num number -> token(6, position).put("num", plain).build();
      default -> token(0, position).put("lit", plain).build();
    };
  }

  /** JSON has no infinities and no negative zero. */
  private static Value plain(Value value) {
    if (value instanceof Value.Num(double number)
        && (Double.isInfinite(number) || Double.isNaN(number))) {
      return Value.of(value.text());
    }
    if (value.equals(Value.of(-0.0))) {
      return Value.of(0.0);
    }
    return value;
  }

  private ObjectValue.Builder token(int type, Optional<Position> position) {
    ObjectValue.Builder token = ObjectValue.builder().put("type", type);
    if (withSource && position.isPresent()) {
      token.put("file", files.indexOf(position.get().file()) + 1);
      token.put("line", position.get().line());
      token.put("col", position.get().column());
    }
    return token;
  }
}
