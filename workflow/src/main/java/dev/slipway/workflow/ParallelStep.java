package dev.slipway.workflow;

import java.util.List;

/** Steps that run at the same time; the next step waits for all of them. */
public record ParallelStep(StepHead head, List<Step> steps) implements Step {
  public ParallelStep {
    steps = List.copyOf(steps);
  }
}
