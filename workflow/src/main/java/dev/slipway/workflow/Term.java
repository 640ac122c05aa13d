package dev.slipway.workflow;

import java.util.List;

/** A term of the tree of an expression. */
sealed interface Term {
  /** The terms right below, in order. */
  List<Term> children();

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
  }

  /** A context, as it was written. */
  record Context(String name) implements Term {
    @Override
    public List<Term> children() {
      return List.of();
    }
  }

  /** The star of {@code a.*}. */
  record Star() implements Term {
    @Override
    public List<Term> children() {
      return List.of();
    }
  }

  /** {@code target.name}, {@code target[index]} or {@code target.*}. */
  record Index(Term target, Term index) implements Term {
    @Override
    public List<Term> children() {
      return List.of(target, index);
    }
  }

  /** A call of a built-in function. */
  record Call(Function function, List<Term> children) implements Term {
    public Call {
      children = List.copyOf(children);
    }
  }

  /** A call of a function of the host; the name as it was written. */
  record HostCall(String function, List<Term> children) implements Term {
    public HostCall {
      children = List.copyOf(children);
    }
  }

  /** {@code !operand}. */
  record Not(Term operand) implements Term {
    @Override
    public List<Term> children() {
      return List.of(operand);
    }
  }

  /** {@code left == right} and its kin. */
  record Comparison(Operator operator, Term left, Term right) implements Term {
    @Override
    public List<Term> children() {
      return List.of(left, right);
    }
  }

  /** {@code a && b && c}: the first falsy operand, else the last. */
  record And(List<Term> children) implements Term {
    public And {
      children = List.copyOf(children);
    }
  }

  /** {@code a || b || c}: the first truthy operand, else the last. */
  record Or(List<Term> children) implements Term {
    public Or {
      children = List.copyOf(children);
    }
  }
}
