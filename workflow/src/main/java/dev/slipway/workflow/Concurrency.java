package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import java.util.Locale;

/**
 * A group of which one run or job at a time is active; immutable.
 *
 * @param group its name; GitHub compares names without regard to case
 * @param cancelInProgress whether a newcomer cancels the active one instead of waiting
 * @param queue how many may wait
 */
public record Concurrency(String group, boolean cancelInProgress, Queue queue) {
  private static final int LONGEST_GROUP = 400;

  /** How many may wait for the active one. */
  public enum Queue {
    /** One: a newcomer replaces the one that waits. */
    SINGLE,
    /** Up to {@link #MOST_WAITING}, in the order they came. */
    MAX
  }

  /** The most that wait in a queue of kind {@link Queue#MAX}. */
  public static final int MOST_WAITING = 100;

  /** What equals for two groups that are the same. */
  public String key() {
    return group.toLowerCase(Locale.ROOT);
  }

  /**
   * Evaluates a {@code concurrency}: a group name, or a mapping.
   *
   * @throws ExpressionException when an expression in it fails
   */
  public static Parsed<Concurrency> evaluate(Template template, EvaluationContext context) {
    return of(template, template.evaluate(context));
  }

  static Parsed<Concurrency> of(Template template, Value value) {
    if (!(value instanceof ObjectValue mapping)) {
      return named(template, value.text(), false, Queue.SINGLE);
    }
    Value cancel = mapping.get("cancel-in-progress");
    if (!(cancel instanceof Value.Bool) && !(cancel instanceof Value.Null)) {
      return failed(template, "cancel-in-progress must be true or false, found " + cancel);
    }
    Value queue = mapping.get("queue");
    return switch (queue.text()) {
      case "", "single" ->
          named(template, mapping.get("group").text(), cancel.truthy(), Queue.SINGLE);
      case "max" ->
          cancel.truthy()
              ? failed(template, "queue: max cannot be combined with cancel-in-progress: true")
              : named(template, mapping.get("group").text(), false, Queue.MAX);
      default -> failed(template, "queue must be single or max, found " + queue);
    };
  }

  private static Parsed<Concurrency> named(
      Template template, String group, boolean cancelInProgress, Queue queue) {
    if (group.isEmpty()) {
      return failed(template, "Concurrency group name cannot be empty");
    }
    if (group.length() > LONGEST_GROUP) {
      return failed(
          template, "Concurrency group name must be less than " + LONGEST_GROUP + " characters");
    }
    return Parsed.of(new Concurrency(group, cancelInProgress, queue));
  }

  private static Parsed<Concurrency> failed(Template template, String message) {
    return Parsed.failed(Problem.error(template.position(), "invalid-concurrency", message));
  }
}
