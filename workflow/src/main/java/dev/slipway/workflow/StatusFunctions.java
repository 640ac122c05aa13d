package dev.slipway.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code success()}, {@code failure()}, {@code cancelled()} and {@code always()} say in the
 * {@code if} of a job and of a step. (GitHub: status check functions.)
 */
public final class StatusFunctions {
  private StatusFunctions() {}

  /** Whether the function of that name, in lower case, asks for a status. */
  public static boolean isStatusFunction(String function) {
    return switch (function) {
      case "success", "failure", "cancelled", "always" -> true;
      default -> false;
    };
  }

  /** Whether a condition asks for a status anywhere, so that success is not implied. */
  public static boolean usedIn(Expression condition) {
    for (String function : condition.functions()) {
      if (isStatusFunction(function)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads an {@code if}: {@code success() && (source)} unless the source asks for a status itself;
   * {@code success()} when it is blank.
   *
   * @throws ExpressionException when the source is no expression
   */
  public static Expression condition(String source, Names allowed) {
    if (source.isBlank()) {
      return Expression.parse("success()", allowed);
    }
    Expression written = Expression.parse(source, allowed);
    if (usedIn(written)) {
      return written;
    }
    return Expression.parse("success() && (" + source + ")", allowed);
  }

  /**
   * The functions as a step sees them.
   *
   * @param status how the job stands so far: failed as soon as one step failed that may not
   */
  public static Contexts forStep(Contexts contexts, Conclusion status) {
    return contexts
        .withFunction("always", arguments -> Value.of(true))
        .withFunction("cancelled", arguments -> Value.of(status == Conclusion.CANCELLED))
        .withFunction("failure", arguments -> Value.of(status == Conclusion.FAILURE))
        .withFunction("success", arguments -> Value.of(status == Conclusion.SUCCESS));
  }

  /**
   * The functions as a job sees them.
   *
   * @param needs the results of the jobs it names in {@code needs}, by id
   * @param ancestors the results of all jobs that come before it, those of {@code needs} included
   * @param cancelled whether the run is being cancelled
   */
  public static Contexts forJob(
      Contexts contexts,
      Map<String, Conclusion> needs,
      Collection<Conclusion> ancestors,
      boolean cancelled) {
    List<Conclusion> before = List.copyOf(ancestors);
    Map<String, Conclusion> byId = Map.copyOf(needs);
    return contexts
        .withFunction("always", arguments -> Value.of(true))
        .withFunction("cancelled", arguments -> Value.of(cancelled))
        .withFunction(
            "failure",
            arguments ->
                Value.of(
                    !cancelled
                        && named(arguments, byId, before).stream()
                            .anyMatch(result -> result == Conclusion.FAILURE)))
        .withFunction(
            "success",
            arguments ->
                Value.of(
                    !cancelled
                        && named(arguments, byId, before).stream()
                            .allMatch(result -> result == Conclusion.SUCCESS)));
  }

  /** With arguments the jobs of these ids, else all that come before. */
  private static Collection<Conclusion> named(
      List<Value> ids, Map<String, Conclusion> needs, List<Conclusion> before) {
    if (ids.isEmpty()) {
      return before;
    }
    return ids.stream().map(id -> named(id.text(), needs)).toList();
  }

  private static Conclusion named(String id, Map<String, Conclusion> needs) {
    Optional<Conclusion> result =
        needs.entrySet().stream()
            .filter(need -> Letters.same(need.getKey(), id))
            .map(Map.Entry::getValue)
            .findFirst();
    return result.orElseThrow(
        () ->
            ExpressionException.evaluation("Job '" + id + "' is not among the needs of this job"));
  }
}
