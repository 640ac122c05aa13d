package dev.slipway.workflow;

import java.util.List;

/**
 * A term of the tree of an expression.
 *
 * <p>Terms evaluate themselves instead of being told apart by a pattern switch: the first pattern
 * switch of a process costs it several milliseconds, and the first condition of a run is on the way
 * to its first step.
 */
sealed interface Term {
  /** The terms right below, in order. */
  List<Term> children();

  /** The value of the term; {@code level} is 0 for the root of the tree. */
  Value evaluate(Evaluator evaluator, int level);

  /** How many levels the tree below and including this node has. */
  default int depth() {
    int deepest = 0;
    for (Term child : children()) {
      deepest = Math.max(deepest, child.depth());
    }
    return deepest + 1;
  }

  /** A constant; also the name after a dot. */
  record Literal(Value value) implements Term {
    @Override
    public List<Term> children() {
      return List.of();
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return value;
    }
  }

  /** A context, as it was written. */
  record Context(String name) implements Term {
    @Override
    public List<Term> children() {
      return List.of();
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return evaluator.named(name);
    }
  }

  /** The star of {@code a.*}. */
  record Star() implements Term {
    @Override
    public List<Term> children() {
      return List.of();
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return Value.none();
    }
  }

  /** {@code target.name}, {@code target[index]} or {@code target.*}. */
  record Index(Term target, Term index) implements Term {
    @Override
    public List<Term> children() {
      return List.of(target, index);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return evaluator.index(this, level);
    }
  }

  /** A call of a built-in function. */
  record Call(Function function, List<Term> children) implements Term {
    public Call {
      children = List.copyOf(children);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return new Functions(evaluator, children, level).call(function);
    }
  }

  /** A call of a function of the host; the name as it was written. */
  record HostCall(String function, List<Term> children) implements Term {
    public HostCall {
      children = List.copyOf(children);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return evaluator.hostCall(this, level);
    }
  }

  /** {@code !operand}. */
  record Not(Term operand) implements Term {
    @Override
    public List<Term> children() {
      return List.of(operand);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return Value.of(!evaluator.evaluate(operand, level + 1).truthy());
    }
  }

  /** {@code left == right} and its kin. */
  record Comparison(Operator operator, Term left, Term right) implements Term {
    @Override
    public List<Term> children() {
      return List.of(left, right);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      Value first = evaluator.evaluate(left, level + 1);
      return Value.of(operator.test(first, evaluator.evaluate(right, level + 1)));
    }
  }

  /** {@code a && b && c}: the first falsy operand, else the last. */
  record And(List<Term> children) implements Term {
    public And {
      children = List.copyOf(children);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return evaluator.firstThatIs(false, children, level);
    }
  }

  /** {@code a || b || c}: the first truthy operand, else the last. */
  record Or(List<Term> children) implements Term {
    public Or {
      children = List.copyOf(children);
    }

    @Override
    public Value evaluate(Evaluator evaluator, int level) {
      return evaluator.firstThatIs(true, children, level);
    }
  }
}
