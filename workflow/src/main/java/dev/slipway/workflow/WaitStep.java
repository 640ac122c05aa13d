package dev.slipway.workflow;

import java.util.List;

/** A step that waits for background steps to end. */
public record WaitStep(StepHead head, List<StepId> targets) implements Step {
  public WaitStep {
    targets = List.copyOf(targets);
  }
}
