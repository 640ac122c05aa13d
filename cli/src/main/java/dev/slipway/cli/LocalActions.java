package dev.slipway.cli;

import dev.slipway.workflow.Action;
import dev.slipway.workflow.ActionRef;
import dev.slipway.workflow.Job;
import dev.slipway.workflow.ParallelStep;
import dev.slipway.workflow.Step;
import dev.slipway.workflow.StepsJob;
import dev.slipway.workflow.UsesStep;
import dev.slipway.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that use an action of the repository itself. */
final class LocalActions {
  private LocalActions() {}

  /**
   * A use of one.
   *
   * @param folder relative to the root of the repository
   */
  record Use(Step step, String folder) {}

  static List<Use> of(Workflow workflow) {
    List<Use> uses = new ArrayList<>();
    for (Job job : workflow.jobs()) {
      if (job instanceof StepsJob steps) {
        collect(steps.steps(), uses);
      }
    }
    return uses;
  }

  static List<Use> of(Action action) {
    List<Use> uses = new ArrayList<>();
    if (action.runs() instanceof Action.Composite composite) {
      collect(composite.steps(), uses);
    }
    return uses;
  }

  private static void collect(List<Step> steps, List<Use> uses) {
    for (Step step : steps) {
      if (step instanceof ParallelStep parallel) {
        collect(parallel.steps(), uses);
      } else if (step instanceof UsesStep use) {
        folder(use.action()).ifPresent(folder -> uses.add(new Use(use, folder)));
      }
    }
  }

  private static Optional<String> folder(ActionRef action) {
    return switch (action) {
      case ActionRef.Local local -> Optional.of(local.path());
      case ActionRef.Self self -> Optional.of(self.path());
      case ActionRef.Repository remote -> Optional.empty();
      case ActionRef.DockerImage image -> Optional.empty();
    };
  }
}
