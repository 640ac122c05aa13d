package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One evaluation of a tree. */
final class Evaluator {
  private final EvaluationContext context;
  private final EvaluationMemory memory;

  Evaluator(EvaluationContext context, Term root) {
    this.context = context;
    this.memory = new EvaluationMemory(root, context.memoryLimit());
  }

  Value evaluate(Term term, int level) {
    Value value = compute(term, level);
    memory.add(level, value);
    return value;
  }

  EvaluationMemory memory() {
    return memory;
  }

  private Value compute(Term term, int level) {
    return switch (term) {
      case Term.Literal(Value value) -> value;
      case Term.Context(String name) -> context.named(name);
      case Term.Star star -> Value.none();
      case Term.Index index -> index(index, level);
      case Term.Call call -> new Functions(this, call.children(), level).call(call.function());
      case Term.HostCall call -> hostCall(call, level);
      case Term.Not(Term operand) -> Value.of(!evaluate(operand, level + 1).truthy());
      case Term.Comparison(Operator operator, Term left, Term right) -> {
        Value first = evaluate(left, level + 1);
        yield Value.of(operator.test(first, evaluate(right, level + 1)));
      }
      case Term.And(List<Term> operands) -> firstThatIs(false, operands, level);
      case Term.Or(List<Term> operands) -> firstThatIs(true, operands, level);
    };
  }

  private Value firstThatIs(boolean wanted, List<Term> operands, int level) {
    Value value = Value.none();
    for (Term operand : operands) {
      value = evaluate(operand, level + 1);
      if (value.truthy() == wanted) {
        return value;
      }
    }
    return value;
  }

  private Value hostCall(Term.HostCall call, int level) {
    List<Value> arguments = new ArrayList<>(call.children().size());
    for (Term argument : call.children()) {
      arguments.add(evaluate(argument, level + 1));
    }
    return context.call(call.function().toLowerCase(Locale.ROOT), arguments);
  }

  private Value index(Term.Index access, int level) {
    Value target = evaluate(access.target(), level + 1);
    if (access.index() instanceof Term.Star) {
      return star(target);
    }
    if (target.isPrimitive()) {
      return Value.none();
    }
    Value index = evaluate(access.index(), level + 1);
    if (target instanceof Value.Array array && array.isFiltered()) {
      return select(array, index);
    }
    List<Value> found = new ArrayList<>(1);
    addMember(found, target, index);
    if (found.isEmpty()) {
      return Value.none();
    }
    return found.getFirst();
  }

  private static Value star(Value target) {
    List<Value> found = new ArrayList<>();
    if (target instanceof Value.Array array && array.isFiltered()) {
      for (Value item : array.items()) {
        addAll(found, item);
      }
    } else {
      addAll(found, target);
    }
    return Value.Array.filtered(found);
  }

  private static void addAll(List<Value> found, Value target) {
    if (target instanceof Value.Array array) {
      found.addAll(array.items());
    } else if (target instanceof Value.Obj object) {
      found.addAll(object.values());
    }
  }

  private static Value select(Value.Array array, Value index) {
    List<Value> found = new ArrayList<>();
    for (Value item : array.items()) {
      addMember(found, item, index);
    }
    return Value.Array.filtered(found);
  }

  /** Adds what stands at the index of the target, or nothing when there is no such member. */
  private static void addMember(List<Value> found, Value target, Value index) {
    if (target instanceof Value.Obj object) {
      if (index.isPrimitive() && object.has(index.text())) {
        found.add(object.get(index.text()));
      }
    } else if (target instanceof Value.Array array) {
      double place = Math.floor(index.number());
      if (place >= 0 && place < array.items().size()) {
        found.add(array.items().get((int) place));
      }
    }
  }
}
