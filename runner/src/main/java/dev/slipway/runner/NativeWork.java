package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.action.ActionContext;
import dev.slipway.runner.action.ActionInputs;
import dev.slipway.runner.action.ActionOutcome;
import dev.slipway.runner.action.JobSite;
import dev.slipway.runner.action.NativeAction;
import dev.slipway.workflow.Expression;
import dev.slipway.workflow.Names;
import dev.slipway.workflow.UsesStep;
import java.util.Map;
import java.util.function.Function;

/** Runs the well-known actions that exist in Java, and remembers their post part. */
final class NativeWork {
  private static final Names POST_NAMES =
      Names.of("always(0,0)", "success(0,0)", "failure(0,0)", "cancelled(0,0)");

  private final JobFrame frame;
  private final Function<StepFrame, JobSite> sites;
  private final PostSteps posts;

  /**
   * @param sites what an action sees of the job while a step runs
   */
  NativeWork(JobFrame frame, Function<StepFrame, JobSite> sites, PostSteps posts) {
    this.frame = frame;
    this.sites = sites;
    this.posts = posts;
  }

  StepReport.Work run(NativeAction action, UsesStep uses, StepFrame step) {
    NativeEffects effects = new NativeEffects(frame.output(), step.log());
    Map<String, String> env = frame.environment(step.env(), Map.of());
    Map<String, String> given = StepRunner.texts(uses.with(), step.contexts());
    announce(uses, given, step);
    ActionInputs inputs = ActionInputs.fill(action, given, env, effects);
    ActionContext context = new ActionContext(inputs, env, Map.of(), effects, sites.apply(step));
    ActionOutcome outcome = guarded(() -> action.main(context));
    remember(action, inputs, step);
    return judged(outcome, step);
  }

  private static void announce(UsesStep uses, Map<String, String> given, StepFrame step) {
    step.log().line("##[group]Run " + uses.action().text());
    if (!given.isEmpty()) {
      step.log().line("with:");
      given.forEach((name, value) -> step.log().line("  " + name + ": " + value));
    }
    step.log().line("##[endgroup]");
  }

  private void remember(NativeAction action, ActionInputs inputs, StepFrame step) {
    String condition =
        switch (action.postCondition(inputs)) {
          case NONE -> "";
          case ALWAYS -> "always()";
          case ON_SUCCESS -> "success()";
        };
    if (condition.isEmpty()) {
      return;
    }
    Map<String, String> state = step.log().effects().state();
    posts.add(
        new PostSteps.Post(
            step.step(),
            step.scope(),
            "Post " + step.name(),
            Expression.parse(condition, POST_NAMES),
            step.env(),
            later -> post(action, inputs, state, later)));
  }

  private StepReport.Work post(
      NativeAction action, ActionInputs inputs, Map<String, String> state, StepFrame step) {
    NativeEffects effects = new NativeEffects(frame.output(), step.log());
    Map<String, String> env = frame.environment(step.env(), Map.of());
    ActionContext context = new ActionContext(inputs, env, state, effects, sites.apply(step));
    return judged(guarded(() -> action.post(context)), step);
  }

  // What an action cannot do on this machine fails its step, not the run.
  private static ActionOutcome guarded(java.util.function.Supplier<ActionOutcome> phase) {
    try {
      return phase.get();
    } catch (SlipwayException e) {
      return ActionOutcome.failed(String.valueOf(e.getMessage()));
    }
  }

  private static StepReport.Work judged(ActionOutcome outcome, StepFrame step) {
    return switch (outcome) {
      case ActionOutcome.Succeeded succeeded -> StepReport.Work.succeeded();
      case ActionOutcome.Failed(String message) -> {
        step.log().error(message);
        yield StepReport.Work.failed(message);
      }
    };
  }
}
