package dev.slipway.workflow;

import java.util.List;

/** A tree as the source of an expression, with every grouping written out. */
final class Printer {
  private final StringBuilder text = new StringBuilder();

  private Printer() {}

  /** A source that reads as the same tree. */
  static String print(Term term) {
    Printer printer = new Printer();
    printer.append(term);
    return printer.text.toString();
  }

  private void append(Term term) {
    switch (term) {
      case Term.Literal(Value value) -> text.append(literal(value));
      case Term.Context(String name) -> text.append(name);
      case Term.Star star -> text.append('*');
      case Term.Index(Term target, Term index) -> appendIndex(target, index);
      case Term.Call call -> appendCall(call.function().spelling(), call.children());
      case Term.HostCall call -> appendCall(call.function(), call.children());
      case Term.Not(Term operand) -> {
        text.append('!');
        append(operand);
      }
      case Term.Comparison(Operator operator, Term left, Term right) ->
          appendGroup(" " + operator.symbol() + " ", List.of(left, right));
      case Term.And(List<Term> operands) -> appendGroup(" && ", operands);
      case Term.Or(List<Term> operands) -> appendGroup(" || ", operands);
    }
  }

  private void appendIndex(Term target, Term index) {
    append(target);
    if (index instanceof Term.Literal(Value.Text(String name)) && Lexer.isName(name)) {
      text.append('.').append(name);
      return;
    }
    text.append('[');
    append(index);
    text.append(']');
  }

  private void appendCall(String function, List<Term> arguments) {
    text.append(function);
    text.append('(');
    appendAll(", ", arguments);
    text.append(')');
  }

  private void appendGroup(String operator, List<Term> operands) {
    text.append('(');
    appendAll(operator, operands);
    text.append(')');
  }

  private void appendAll(String separator, List<Term> terms) {
    for (int i = 0; i < terms.size(); i++) {
      if (i > 0) {
        text.append(separator);
      }
      append(terms.get(i));
    }
  }

  /** A constant as it is written in an expression. */
  static String literal(Value value) {
    return switch (value) {
      case Value.Null nothing -> "null";
      case Value.Bool bool -> bool.text();
      case Value.Num(double number) -> number(number);
      case Value.Text(String string) -> "'" + string.replace("'", "''") + "'";
      case ArrayValue array -> "fromJSON(" + literal(Value.of(array.json())) + ")";
      case ObjectValue object -> "fromJSON(" + literal(Value.of(object.json())) + ")";
    };
  }

  /** The shortest text that reads as the same number. */
  private static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return number == 0 ? "0" : Long.toString((long) number);
    }
    return Double.toString(number);
  }
}
