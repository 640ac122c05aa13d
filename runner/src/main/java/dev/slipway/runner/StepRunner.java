package dev.slipway.runner;

import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Expression;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Step;
import dev.slipway.workflow.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one step after the other: decides whether it runs, does its work under its time limit, and
 * says how it counts. Belongs to one job's thread.
 *
 * <p>The order follows the runner's StepsRunner: environment, condition, work, {@code
 * continue-on-error}. A mistake in any of these expressions fails the step and never the run.
 */
final class StepRunner {
  /** Why a step is stopped whose time is up; what it was asked to do otherwise is cancelled. */
  static final String TIMEOUT = "timeout";

  private static final String FORCED = "the job was forced to end";

  private final JobFrame frame;
  private final Deadlines deadlines;

  StepRunner(JobFrame frame, Deadlines deadlines) {
    this.frame = frame;
    this.deadlines = deadlines;
  }

  /** What a step does once it is known to run. */
  interface Work {
    StepReport.Work run(StepFrame step);
  }

  /**
   * Runs a step that stands in {@code scope}, and adds its report there.
   *
   * @param log where it writes; opened by the caller, who also closes it
   */
  StepReport run(Step step, String name, Scope scope, StepLog log, Work work) {
    StepReport report = attempt(step, name, scope, log, work);
    scope.add(step.id(), report);
    return report;
  }

  private StepReport attempt(Step step, String name, Scope scope, StepLog log, Work work) {
    if (frame.cancellation().isForced()) {
      return StepReport.skipped(FORCED);
    }
    Contexts contexts;
    Map<String, String> own;
    try {
      Contexts outside = scope.contexts(step.id(), Map.of());
      Map<String, String> written = texts(step.env(), outside);
      own = merged(scope.env(), written);
      contexts = written.isEmpty() ? outside : scope.contexts(step.id(), own);
      if (!step.condition().evaluate(contexts).truthy()) {
        return StepReport.skipped(whySkipped(step.condition(), scope));
      }
    } catch (ExpressionException e) {
      return broken(step, log, e);
    }
    return perform(
        new StepFrame(step, name, scope, contexts, own, log, scope.stop()), step.condition(), work);
  }

  /**
   * Runs what an action wants to do after the job's steps.
   *
   * @param log opened by the caller, who also closes it
   */
  StepReport runPost(PostSteps.Post post, StepLog log) {
    if (frame.cancellation().isForced()) {
      return StepReport.skipped(FORCED);
    }
    Contexts contexts = post.scope().contexts(post.step().id(), post.env());
    try {
      if (!post.condition().evaluate(contexts).truthy()) {
        return StepReport.skipped(whySkipped(post.condition(), post.scope()));
      }
    } catch (ExpressionException e) {
      return broken(post.step(), log, e);
    }
    StepFrame step =
        new StepFrame(
            post.step(), post.name(), post.scope(), contexts, post.env(), log, new Cancellation());
    StepReport report = perform(step, post.condition(), post.work());
    post.scope().addPost(report);
    return report;
  }

  private StepReport perform(StepFrame step, Expression condition, Work work) {
    StepReport.Work done;
    boolean forgiven;
    try (Cancellation.Registration ignoredRequest =
            frame.cancellation().onRequest(() -> stopUnlessWanted(condition, step));
        Cancellation.Registration ignoredForce =
            frame.cancellation().onForce(() -> step.stop().request(FORCED))) {
      done = limited(step, work);
      forgiven = isTrue(step.step().continueOnError(), step.contexts());
    } catch (ExpressionException e) {
      return broken(step.step(), step.log(), e);
    }
    frame.environment().apply(step.log().effects());
    return StepReport.of(done, step.log().effects().outputs(), forgiven);
  }

  // A running step whose condition still holds after the cancellation (always(), cancelled()) goes
  // on.
  private static void stopUnlessWanted(Expression condition, StepFrame step) {
    boolean wanted;
    try {
      wanted = condition.evaluate(step.contexts()).truthy();
    } catch (ExpressionException e) {
      wanted = false;
    }
    if (!wanted) {
      step.stop().request("the job was cancelled");
    }
  }

  private StepReport.Work limited(StepFrame step, Work work) {
    Optional<Duration> limit = minutes(step.step().timeoutMinutes(), step.contexts());
    if (limit.isEmpty()) {
      return judged(work.run(step), step);
    }
    StepReport.Work done;
    try (Deadlines.Deadline deadline =
        deadlines.start(limit.get(), () -> step.stop().request(TIMEOUT))) {
      done = work.run(step);
      if (!deadline.isPassed() || done.outcome() == Conclusion.SUCCESS) {
        return judged(done, step);
      }
    }
    String reason =
        "The action '" + step.name() + "' has timed out after " + Spans.minutes(limit.get()) + ".";
    step.log().error(reason);
    return StepReport.Work.failed(reason);
  }

  // A step inside a composite action that ran out of time failed; nobody cancelled its job.
  private static StepReport.Work judged(StepReport.Work done, StepFrame step) {
    if (done.outcome() == Conclusion.CANCELLED && isLate(step)) {
      return StepReport.Work.failed("The action has timed out.");
    }
    return done;
  }

  /** Whether a step was stopped because its time, or that of a step around it, was up. */
  static boolean isLate(StepFrame step) {
    return step.stop().reason().equals(Optional.of(TIMEOUT));
  }

  /** Ends a step because the time of the one around it was up. */
  static void passOnTimeout(Cancellation around, Cancellation inner) {
    around.reason().filter(TIMEOUT::equals).ifPresent(inner::request);
  }

  private static StepReport broken(Step step, StepLog log, ExpressionException mistake) {
    String reason = step.position() + ": " + mistake.getMessage();
    log.error(reason);
    return StepReport.of(StepReport.Work.failed(reason), Map.of(), false);
  }

  private static String whySkipped(Expression condition, Scope scope) {
    String source = condition.source();
    if (!source.startsWith("success()")) {
      return "if: " + source + " is false";
    }
    return switch (scope.status()) {
      case FAILURE -> "an earlier step failed";
      case CANCELLED -> "the job was cancelled";
      case SUCCESS, SKIPPED -> "if: " + written(source) + " is false";
    };
  }

  /** The condition without the success() that is implied. */
  static String written(String source) {
    String implied = "success() && (";
    return source.startsWith(implied) && source.endsWith(")")
        ? source.substring(implied.length(), source.length() - 1)
        : source;
  }

  /** Minutes may have a fraction; nothing or a number that is not above zero sets no limit. */
  static Optional<Duration> minutes(Optional<Template> template, Contexts contexts) {
    return template
        .map(each -> each.evaluate(contexts).number())
        .filter(minutes -> minutes > 0 && !minutes.isInfinite())
        .map(minutes -> Duration.ofMillis(Math.round(minutes * 60_000)));
  }

  static boolean isTrue(Optional<Template> template, Contexts contexts) {
    return template.map(each -> each.evaluate(contexts).truthy()).orElse(false);
  }

  /** The members of a mapping as strings, in the order written. */
  static Map<String, String> texts(Template.Mapping mapping, Contexts contexts) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (mapping.entries().isEmpty()) {
      return texts;
    }
    ObjectValue values = mapping.evaluate(contexts);
    for (String name : values.names()) {
      texts.put(name, values.get(name).text());
    }
    return texts;
  }

  private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
    if (other.isEmpty()) {
      return one;
    }
    Map<String, String> all = new LinkedHashMap<>(one);
    all.putAll(other);
    return all;
  }
}
