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
    Value value = term.evaluate(this, level);
    memory.add(level, value);
    return value;
  }

  Value named(String name) {
    return context.named(name);
  }

  EvaluationMemory memory() {
    return memory;
  }

  /** The first operand that is truthy or falsy, as wanted, else the last. */
  Value firstThatIs(boolean wanted, List<Term> operands, int level) {
    Value value = Value.none();
    for (Term operand : operands) {
      value = evaluate(operand, level + 1);
      if (value.truthy() == wanted) {
        return value;
      }
    }
    return value;
  }

  Value hostCall(Term.HostCall call, int level) {
    List<Value> arguments = new ArrayList<>(call.children().size());
    for (Term argument : call.children()) {
      arguments.add(evaluate(argument, level + 1));
    }
    return context.call(call.function().toLowerCase(Locale.ROOT), arguments);
  }

  Value index(Term.Index access, int level) {
    Value target = evaluate(access.target(), level + 1);
    if (access.index() instanceof Term.Star) {
      return star(target);
    }
    if (target.isPrimitive()) {
      return Value.none();
    }
    Value index = evaluate(access.index(), level + 1);
    if (target instanceof ArrayValue array && array.isFiltered()) {
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
    if (target instanceof ArrayValue array && array.isFiltered()) {
      for (Value item : array.items()) {
        addAll(found, item);
      }
    } else {
      addAll(found, target);
    }
    return ArrayValue.filtered(found);
  }

  private static void addAll(List<Value> found, Value target) {
    if (target instanceof ArrayValue array) {
      found.addAll(array.items());
    } else if (target instanceof ObjectValue object) {
      found.addAll(object.values());
    }
  }

  private static Value select(ArrayValue array, Value index) {
    List<Value> found = new ArrayList<>();
    for (Value item : array.items()) {
      addMember(found, item, index);
    }
    return ArrayValue.filtered(found);
  }

  /** Adds what stands at the index of the target, or nothing when there is no such member. */
  private static void addMember(List<Value> found, Value target, Value index) {
    if (target instanceof ObjectValue object) {
      if (index.isPrimitive() && object.has(index.text())) {
        found.add(object.get(index.text()));
      }
    } else if (target instanceof ArrayValue array) {
      double place = Math.floor(index.number());
      if (place >= 0 && place < array.items().size()) {
        found.add(array.items().get((int) place));
      }
    }
  }
}
