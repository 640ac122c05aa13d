package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.Optional;

/** A step of a job or of a composite action. */
public sealed interface Step
    permits RunStep, UsesStep, WaitStep, WaitAllStep, CancelStep, ParallelStep {
  /** What all kinds have. */
  StepHead head();

  /** The user's id, or a generated one such as {@code __run_2}. */
  default StepId id() {
    return head().id();
  }

  /** Where the step begins. */
  default Position position() {
    return head().position();
  }

  /** Its {@code name}. */
  default Optional<Template> name() {
    return head().name();
  }

  /** Whether it runs; {@code success() && (...)} unless the user names a status function. */
  default Expression condition() {
    return head().condition();
  }

  /** Whether its failure leaves the job successful; false when absent. */
  default Optional<Template> continueOnError() {
    return head().continueOnError();
  }

  /** How long it may take, in minutes. */
  default Optional<Template> timeoutMinutes() {
    return head().timeoutMinutes();
  }

  /** Its own environment variables. */
  default Template.Mapping env() {
    return head().env();
  }

  /** Whether the next step starts without waiting for this one. */
  default boolean background() {
    return head().background();
  }
}
