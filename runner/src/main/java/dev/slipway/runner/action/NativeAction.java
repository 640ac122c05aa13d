package dev.slipway.runner.action;

import java.util.List;

/**
 * One well-known action in Java.
 *
 * <p>Instances hold no state of a step and may be used by many jobs at once; what a post phase
 * needs to know travels through {@link ActionEffects#saveState}.
 */
public interface NativeAction {
  /** Whether and when an action has something to do after the job's steps. */
  enum Post {
    /** There is no post phase. */
    NONE,
    /** Whatever became of the job. */
    ALWAYS,
    /** Only while no step of the job has failed or was cancelled. */
    ON_SUCCESS
  }

  /** The inputs the original declares. */
  List<InputSpec> inputSpecs();

  /** When {@link #post} is to run. */
  default Post postCondition() {
    return Post.NONE;
  }

  /**
   * When {@link #post} of a step with these inputs is to run; as {@link #postCondition()} unless an
   * input says otherwise.
   */
  default Post postCondition(ActionInputs inputs) {
    return postCondition();
  }

  /** Does the action's work. */
  ActionOutcome main(ActionContext context);

  /** Finishes after the job's steps; the context's state holds what {@link #main} saved. */
  default ActionOutcome post(ActionContext context) {
    return ActionOutcome.succeeded();
  }
}
