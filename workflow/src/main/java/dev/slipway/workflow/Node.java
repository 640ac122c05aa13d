package dev.slipway.workflow;

import java.util.List;

/** A node of the tree of an expression. */
sealed interface Node {
  /** The nodes right below, in order. */
  List<Node> children();

  /** How many levels the tree below and including this node has. */
  default int depth() {
    int deepest = 0;
    for (Node child : children()) {
      deepest = Math.max(deepest, child.depth());
    }
    return deepest + 1;
  }

  /** A constant; also the name after a dot. */
  record Literal(Value value) implements Node {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** A context, as it was written. */
  record Context(String name) implements Node {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** The star of {@code a.*}. */
  record Star() implements Node {
    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code target.name}, {@code target[index]} or {@code target.*}. */
  record Index(Node target, Node index) implements Node {
    @Override
    public List<Node> children() {
      return List.of(target, index);
    }
  }

  /** A call of a built-in function. */
  record Call(Function function, List<Node> children) implements Node {
    public Call {
      children = List.copyOf(children);
    }
  }

  /** A call of a function of the host; the name as it was written. */
  record HostCall(String function, List<Node> children) implements Node {
    public HostCall {
      children = List.copyOf(children);
    }
  }

  /** {@code !operand}. */
  record Not(Node operand) implements Node {
    @Override
    public List<Node> children() {
      return List.of(operand);
    }
  }

  /** {@code left == right} and its kin. */
  record Comparison(Operator operator, Node left, Node right) implements Node {
    @Override
    public List<Node> children() {
      return List.of(left, right);
    }
  }

  /** {@code a && b && c}: the first falsy operand, else the last. */
  record And(List<Node> children) implements Node {
    public And {
      children = List.copyOf(children);
    }
  }

  /** {@code a || b || c}: the first truthy operand, else the last. */
  record Or(List<Node> children) implements Node {
    public Or {
      children = List.copyOf(children);
    }
  }
}
