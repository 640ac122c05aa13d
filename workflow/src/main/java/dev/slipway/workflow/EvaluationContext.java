package dev.slipway.workflow;

import java.util.List;

/** What an expression sees of the world: named values and the functions of its host. */
public interface EvaluationContext {
  /** The memory an evaluation may use by default, in bytes, as in GitHub's runner. */
  int DEFAULT_MEMORY = 10 * 1024 * 1024;

  /**
   * The value of a context such as {@code github}; the name comes as it was written in the
   * expression. Answers null for what it does not have.
   */
  Value named(String context);

  /**
   * Calls a function of the host ({@code hashFiles}, {@code success}, {@code failure}, {@code
   * cancelled}, {@code always}); the name comes in lower case.
   *
   * @throws ExpressionException when the function refuses its arguments
   */
  Value call(String function, List<Value> arguments);

  /** How many bytes of intermediate results one evaluation may hold. */
  default int memoryLimit() {
    return DEFAULT_MEMORY;
  }
}
