package dev.slipway.runner;

import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.StepId;
import dev.slipway.workflow.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where steps stand: in a job itself, or inside a composite action of it. Holds what steps see of
 * each other. Not thread-safe: only the job's own thread uses it.
 */
final class Scope {
  private static final List<String> OF_ACTION =
      List.of("action_path", "action_repository", "action_ref");

  private final JobFrame frame;
  private final Contexts fixed;
  private final ObjectValue github;
  private final Optional<Around> around;
  private final Map<String, StepReport> reports = new LinkedHashMap<>();
  private Conclusion status = Conclusion.SUCCESS;

  /** The scope outside a composite action, and the step there that uses it. */
  private record Around(Scope scope, StepFrame step) {}

  private Scope(JobFrame frame, Contexts fixed, ObjectValue github, Optional<Around> around) {
    this.frame = frame;
    this.fixed =
        fixed
            .withFunction("success", arguments -> Value.of(status() == Conclusion.SUCCESS))
            .withFunction("failure", arguments -> Value.of(status() == Conclusion.FAILURE))
            .withFunction("cancelled", arguments -> Value.of(status() == Conclusion.CANCELLED))
            .withFunction("always", arguments -> Value.of(true))
            .withFunction("hashFiles", frame::hashFiles);
    this.github = github;
    this.around = around;
  }

  /** The scope of a job's own steps. */
  static Scope ofJob(JobFrame frame) {
    return new Scope(frame, frame.contexts(), frame.github(), Optional.empty());
  }

  /**
   * The scope of the steps of a composite action.
   *
   * @param inputs what the action's {@code inputs} context holds
   * @param action what the action adds to the {@code github} context
   * @param by the step of this scope that uses the action
   */
  Scope inner(ObjectValue inputs, ObjectValue action, StepFrame by) {
    ObjectValue more = github.toBuilder().putAll(action).build();
    return new Scope(frame, fixed.with("inputs", inputs), more, Optional.of(new Around(this, by)));
  }

  /** The environment of the step that uses the composite action; the steps inside have it too. */
  Map<String, String> env() {
    return around.map(each -> each.step().env()).orElse(Map.of());
  }

  /**
   * What stops a step of this scope. The end of the time of the step around it does; the end of the
   * job does not, since a step inside may have a condition that still holds.
   */
  Cancellation stop() {
    Cancellation stop = new Cancellation();
    around
        .map(Around::step)
        .ifPresent(
            step -> step.stop().onRequest(() -> StepRunner.passOnTimeout(step.stop(), stop)));
    return stop;
  }

  /** How deep it is: 0 for the job itself. */
  int depth() {
    return around.map(each -> each.scope().depth() + 1).orElse(0);
  }

  /** The folder of the action whose steps stand here. */
  Optional<String> actionPath() {
    Value path = github.get("action_path");
    return path.text().isEmpty() ? Optional.empty() : Optional.of(path.text());
  }

  /** How the steps so far went, and whether the job was cancelled. */
  Conclusion status() {
    return frame.cancellation().isRequested() ? Conclusion.CANCELLED : status;
  }

  /** Adds a finished step. */
  void add(StepId id, StepReport report) {
    if (!isGenerated(id)) {
      reports.put(id.value(), report);
    }
    if (report.conclusion() == Conclusion.FAILURE) {
      status = Conclusion.FAILURE;
    }
  }

  /** Adds what an action did after the job's steps: nobody can refer to it, but it counts. */
  void addPost(StepReport report) {
    if (report.conclusion() == Conclusion.FAILURE) {
      status = Conclusion.FAILURE;
    }
  }

  /**
   * What a step sees.
   *
   * @param own the environment it does not share with the job's other steps
   */
  Contexts contexts(StepId step, Map<String, String> own) {
    Map<String, String> env = new LinkedHashMap<>(frame.environment().variables());
    env.putAll(env());
    env.putAll(own);
    return fixed.with(
        values ->
            values
                .lazy("github", () -> github.toBuilder().put("action", step.value()).build())
                .put("env", ObjectValue.ofTexts(env))
                .lazy("steps", this::steps)
                .lazy("job", () -> frame.job(status())));
  }

  /** The standard variables that differ from step to step. */
  Map<String, String> variables(StepId step) {
    Map<String, String> variables = new HashMap<>();
    variables.put("GITHUB_ACTION", step.value());
    for (String name : OF_ACTION) {
      String value = github.get(name).text();
      if (!value.isEmpty()) {
        variables.put("GITHUB_" + name.toUpperCase(Locale.ROOT), value);
      }
    }
    return variables;
  }

  private Value steps() {
    ObjectValue.Builder steps = ObjectValue.builder();
    reports.forEach((id, report) -> steps.put(id, stepValue(report)));
    return steps.build();
  }

  private static Value stepValue(StepReport report) {
    return ObjectValue.builder()
        .put("outputs", ObjectValue.ofTexts(report.outputs()))
        .put("outcome", report.outcome().text())
        .put("conclusion", report.conclusion().text())
        .build();
  }

  // The runner keeps generated ids out of the steps context.
  private static boolean isGenerated(StepId id) {
    return id.value().startsWith("__");
  }
}
