package dev.slipway.workflow;

import java.util.Optional;

/** A comparison between two values, by GitHub's loose rules. */
enum Operator {
  EQUAL("=="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  static Optional<Operator> of(String symbol) {
    return Optional.ofNullable(
        switch (symbol) {
          case "==" -> EQUAL;
          case "!=" -> NOT_EQUAL;
          case ">" -> GREATER;
          case ">=" -> GREATER_OR_EQUAL;
          case "<" -> LESS;
          case "<=" -> LESS_OR_EQUAL;
          default -> null;
        });
  }

  boolean test(Value left, Value right) {
    return switch (this) {
      case EQUAL -> equal(left, right);
      case NOT_EQUAL -> !equal(left, right);
      case GREATER -> greater(left, right);
      case GREATER_OR_EQUAL -> equal(left, right) || greater(left, right);
      case LESS -> greater(right, left);
      case LESS_OR_EQUAL -> equal(left, right) || greater(right, left);
    };
  }

  /** Loose equality: values of different kinds are compared as numbers, strings without case. */
  @SuppressWarnings("ReferenceEquality") // Arrays and objects are equal to themselves alone.
  static boolean equal(Value left, Value right) {
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      return Letters.same(a, b);
    }
    if (left instanceof Value.Null && right instanceof Value.Null) {
      return true;
    }
    if (left.isPrimitive() && right.isPrimitive()) {
      return left.number() == right.number();
    }
    return left == right;
  }

  private static boolean greater(Value left, Value right) {
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      return Letters.compare(a, b) > 0;
    }
    if (left instanceof Value.Null && right instanceof Value.Null) {
      return false;
    }
    return left.isPrimitive() && right.isPrimitive() && left.number() > right.number();
  }
}
