package dev.slipway.workflow;

import java.util.Arrays;

/**
 * The memory that the intermediate results of one evaluation hold, counted as GitHub's runner
 * counts it; not for use by several threads.
 *
 * <p>Each level of the tree has an account. A primitive result frees the levels below it, because
 * nothing refers to them any more.
 */
final class EvaluationMemory {
  private static final int OBJECT = 24;
  private static final int STRING = 26;

  private final Term root;
  private final long limit;
  private final long[] levels = new long[Parser.DEEPEST + 2];
  private int deepest = -1;
  private long total;

  EvaluationMemory(Term root, int limit) {
    this.root = root;
    this.limit = limit;
  }

  /** Books the result of a term of that level. */
  void add(int level, Value result) {
    if (result.isPrimitive()) {
      while (deepest > level) {
        total -= levels[deepest];
        levels[deepest--] = 0;
      }
    }
    deepest = Math.max(deepest, level);
    long bytes = size(result);
    levels[level] += bytes;
    total += bytes;
    if (total > limit) {
      throw exceeded();
    }
  }

  /** Refuses a single result that passes the limit before it is made. */
  void check(long characters) {
    if (STRING + 2 * characters > limit) {
      throw exceeded();
    }
  }

  private static long size(Value value) {
    if (value instanceof Value.Text text) {
      return STRING + 2L * text.value().length();
    }
    if (value instanceof ArrayValue array && array.isFiltered()) {
      return OBJECT + 8L * array.items().size();
    }
    return OBJECT;
  }

  private ExpressionException exceeded() {
    Arrays.fill(levels, 0);
    return ExpressionException.evaluation(
        "The maximum allowed memory size was exceeded while evaluating the following expression: "
            + Printer.print(root));
  }
}
