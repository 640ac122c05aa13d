package dev.slipway.runner;

import dev.slipway.runner.action.NativeAction;
import dev.slipway.runner.action.NativeActions;
import dev.slipway.workflow.Action;
import dev.slipway.workflow.ActionRef;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.UsesStep;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the action of a {@code uses:} step: in Java when it is a well-known one, else what its
 * {@code action.yml} says. Belongs to one job.
 */
final class ActionRunner {
  /** GitHub's limit for composite actions inside composite actions. */
  static final int DEEPEST = 9;

  private final JobFrame frame;
  private final ActionFiles files;
  private final NativeWork natives;
  private final NodeWork nodes;
  private final CompositeWork composites;
  private final boolean allowNative;

  ActionRunner(
      JobFrame frame,
      ActionFiles files,
      NativeWork natives,
      NodeWork nodes,
      CompositeWork composites,
      boolean allowNative) {
    this.frame = frame;
    this.files = files;
    this.natives = natives;
    this.nodes = nodes;
    this.composites = composites;
    this.allowNative = allowNative;
  }

  /** Whether the action is done in Java, so that it uses none of the job's services. */
  boolean isNative(UsesStep uses) {
    return inJava(uses).isPresent();
  }

  private Optional<NativeAction> inJava(UsesStep uses) {
    return allowNative && !files.isLocal(uses.action())
        ? NativeActions.find(uses.action())
        : Optional.empty();
  }

  /** Runs the action of a step. */
  StepReport.Work run(UsesStep uses, StepFrame step) {
    Optional<NativeAction> known = inJava(uses);
    if (known.isPresent()) {
      return natives.run(known.get(), uses, step);
    }
    if (uses.action() instanceof ActionRef.DockerImage image) {
      return refused(
          step,
          "'" + image.text() + "' needs a container engine, which this version cannot use yet");
    }
    return switch (files.find(uses.action(), frame.space().workspace())) {
      case ActionFiles.Found.At(Path folder, Action action) -> run(action, folder, uses, step);
      case ActionFiles.Found.Nowhere(String reason) -> refused(step, reason);
    };
  }

  /**
   * What the action of a step wants to do before the job's steps. As on GitHub only an action that
   * needs no checkout can: one that stands for a remote one.
   *
   * @param name what the step is called
   */
  Optional<PostSteps.Post> pre(UsesStep uses, String name, Scope scope) {
    if (!files.isLocal(uses.action())
        || !(files.find(uses.action(), frame.space().workspace())
            instanceof ActionFiles.Found.At(Path folder, Action action))
        || !(action.runs() instanceof Action.Node node)) {
      return Optional.empty();
    }
    ObjectValue github = ActionFiles.context(uses.action(), folder);
    return node.pre()
        .map(
            script ->
                new PostSteps.Post(
                    uses,
                    scope,
                    "Pre " + name,
                    node.preCondition(),
                    Map.of(),
                    step ->
                        nodes.runPre(
                            folder.resolve(script),
                            inputs(action, StepRunner.texts(uses.with(), step.contexts()), step),
                            github,
                            step)));
  }

  private StepReport.Work run(Action action, Path folder, UsesStep uses, StepFrame step) {
    ObjectValue github = ActionFiles.context(uses.action(), folder);
    Map<String, String> inputs;
    Map<String, String> given = StepRunner.texts(uses.with(), step.contexts());
    inputs = inputs(action, given, step);
    return switch (action.runs()) {
      case Action.Composite composite -> composites.run(action, composite, inputs, github, step);
      case Action.Node node -> nodes.run(node, folder, inputs, github, step);
      case Action.Docker docker ->
          refused(
              step,
              "the action '"
                  + action.name()
                  + "' runs in a container, which this version cannot do yet");
    };
  }

  /** What is given, with the action's defaults; says what is unknown, missing or deprecated. */
  private static Map<String, String> inputs(
      Action action, Map<String, String> given, StepFrame step) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (Action.Input input : action.inputs()) {
      input
          .defaultValue()
          .ifPresent(value -> inputs.put(input.name(), value.evaluate(step.contexts()).text()));
    }
    given.forEach(
        (name, value) -> {
          Optional<Action.Input> input = action.input(name);
          inputs.put(input.map(Action.Input::name).orElse(name), value);
          input
              .flatMap(Action.Input::deprecationMessage)
              .ifPresent(
                  message ->
                      step.log()
                          .warning(
                              "Input '" + name + "' has been deprecated with message: " + message));
          if (input.isEmpty()) {
            step.log().warning(unexpected(action, name));
          }
        });
    return inputs;
  }

  private static String unexpected(Action action, String name) {
    String valid = String.join("', '", action.inputs().stream().map(Action.Input::name).toList());
    return "Unexpected input(s) '" + name + "', valid inputs are ['" + valid + "']";
  }

  private static StepReport.Work refused(StepFrame step, String reason) {
    step.log().error(step.step().position() + ": " + reason);
    return StepReport.Work.failed(reason);
  }
}
