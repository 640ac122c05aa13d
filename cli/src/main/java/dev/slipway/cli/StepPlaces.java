package dev.slipway.cli;

import dev.slipway.document.Position;
import dev.slipway.runner.JobKey;
import dev.slipway.workflow.Job;
import dev.slipway.workflow.StepsJob;
import dev.slipway.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/** Where the steps of a workflow's own jobs stand in its file. */
final class StepPlaces {
  private final List<Workflow> workflows;

  StepPlaces(List<Workflow> workflows) {
    this.workflows = List.copyOf(workflows);
  }

  /**
   * The place of a step as {@code file:line}; empty for what stands in another file or in none,
   * such as a job of a called workflow or the end of an action.
   *
   * @param path of the workflow's file
   * @param step its number in the job, from 1
   */
  Optional<String> find(String path, JobKey key, int step) {
    for (Workflow workflow : workflows) {
      if (workflow.path().equals(path)) {
        return job(workflow, key).flatMap(job -> place(job, step));
      }
    }
    return Optional.empty();
  }

  private static Optional<Job> job(Workflow workflow, JobKey key) {
    if (key.value().indexOf('/') >= 0) {
      return Optional.empty();
    }
    String id = JobIds.own(key);
    return workflow.jobs().stream().filter(job -> job.id().value().equals(id)).findFirst();
  }

  private static Optional<String> place(Job job, int step) {
    if (job instanceof StepsJob steps && step >= 1 && step <= steps.steps().size()) {
      Position position = steps.steps().get(step - 1).position();
      return Optional.of(position.file() + ":" + position.line());
    }
    return Optional.empty();
  }
}
