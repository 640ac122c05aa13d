package dev.slipway.workflow;

import java.util.List;

/** One call of a built-in function; arguments are evaluated when the function asks for them. */
final class Functions {
  private final Evaluator evaluator;
  private final List<Term> arguments;
  private final int level;

  Functions(Evaluator evaluator, List<Term> arguments, int level) {
    this.evaluator = evaluator;
    this.arguments = arguments;
    this.level = level;
  }

  Value call(Function function) {
    return switch (function) {
      case CASE -> choose();
      case CONTAINS -> Value.of(contains());
      case ENDS_WITH -> Value.of(endsWith());
      case FORMAT -> format();
      case FROM_JSON -> Json.read(argument(0).text());
      case JOIN -> join();
      case STARTS_WITH -> Value.of(startsWith());
      case TO_JSON -> Value.of(Json.write(argument(0), evaluator.memory()));
    };
  }

  private Value argument(int index) {
    return evaluator.evaluate(arguments.get(index), level + 1);
  }

  private Value choose() {
    for (int i = 0; i < arguments.size() - 1; i += 2) {
      if (!(argument(i) instanceof Value.Bool(boolean chosen))) {
        throw ExpressionException.evaluation("case predicate must evaluate to a boolean value");
      }
      if (chosen) {
        return argument(i + 1);
      }
    }
    return argument(arguments.size() - 1);
  }

  private boolean contains() {
    Value searched = argument(0);
    if (searched.isPrimitive()) {
      Value part = argument(1);
      return part.isPrimitive() && Letters.contains(searched.text(), part.text());
    }
    if (!(searched instanceof ArrayValue array) || array.items().isEmpty()) {
      return false;
    }
    Value wanted = argument(1);
    for (Value item : array.items()) {
      if (Operator.equal(wanted, item)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsWith() {
    Value searched = argument(0);
    Value part = argument(1);
    return searched.isPrimitive()
        && part.isPrimitive()
        && Letters.startsWith(searched.text(), part.text(), 0);
  }

  private boolean endsWith() {
    Value searched = argument(0);
    Value part = argument(1);
    if (!searched.isPrimitive() || !part.isPrimitive()) {
      return false;
    }
    String text = searched.text();
    String end = part.text();
    return Letters.startsWith(text, end, text.length() - end.length());
  }

  private Value join() {
    Value joined = argument(0);
    if (joined.isPrimitive()) {
      return Value.of(joined.text());
    }
    if (!(joined instanceof ArrayValue array)) {
      return Value.of("");
    }
    String separator = ",";
    if (arguments.size() > 1 && array.items().size() > 1) {
      Value given = argument(1);
      if (given.isPrimitive()) {
        separator = given.text();
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < array.items().size(); i++) {
      if (i > 0) {
        text.append(separator);
      }
      text.append(array.items().get(i).text());
      evaluator.memory().check(text.length());
    }
    return Value.of(text.toString());
  }

  private Value format() {
    String[] values = new String[arguments.size() - 1];
    return Value.of(
        Format.of(argument(0).text())
            .fill(
                values.length,
                index -> {
                  String value = values[index];
                  if (value == null) {
                    value = argument(index + 1).text();
                    values[index] = value;
                  }
                  return value;
                },
                evaluator.memory()));
  }
}
