package dev.slipway.workflow;

import dev.slipway.document.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What would run for an event, and why each part would or would not; immutable.
 *
 * @param workflows one for each workflow that was asked about, in that order
 */
public record Plan(TriggerEvent event, List<WorkflowPlan> workflows) {
  public Plan {
    workflows = List.copyOf(workflows);
  }

  /**
   * A text of a workflow, or the source of the expression that will make it.
   *
   * @param known whether the text is final
   */
  public record Forecast(String text, boolean known) {}

  /**
   * One workflow.
   *
   * @param inputs what the {@code inputs} context is
   * @param problems why it cannot start although its filters let it, such as a missing input
   * @param jobs in an order in which they can start; empty when the workflow does not run
   */
  public record WorkflowPlan(
      Workflow workflow,
      Decision decision,
      Forecast runName,
      ObjectValue inputs,
      Optional<Forecast> concurrency,
      List<Problem> problems,
      List<JobPlan> jobs) {
    public WorkflowPlan {
      problems = List.copyOf(problems);
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * One job of the file.
   *
   * @param stage 0 when it needs nothing, else one more than the last job it needs
   * @param instances one for each cell of its matrix; empty when it is skipped or the matrix is not
   *     known yet
   * @param matrixOpen what the matrix waits for, when it is not known yet
   * @param problems why it fails before its first step, such as an empty matrix
   */
  public record JobPlan(
      Job job,
      int stage,
      Decision decision,
      List<InstancePlan> instances,
      Optional<String> matrixOpen,
      List<Problem> problems) {
    public JobPlan {
      instances = List.copyOf(instances);
      problems = List.copyOf(problems);
    }
  }

  /**
   * One job that a runner would take.
   *
   * @param name what people call it
   * @param runsOn the labels it asks for; empty when it calls a workflow
   * @param environment the name of the environment it deploys to
   * @param services the names of its services
   * @param steps its steps, or none when it calls a workflow
   * @param called the jobs of the workflow it calls, when that is known
   */
  public record InstancePlan(
      Forecast name,
      MatrixCell cell,
      Optional<Forecast> runsOn,
      Optional<Forecast> environment,
      Optional<Forecast> concurrency,
      List<String> services,
      List<StepPlan> steps,
      List<JobPlan> called) {
    public InstancePlan {
      services = List.copyOf(services);
      steps = List.copyOf(steps);
      called = List.copyOf(called);
    }
  }

  /**
   * One step.
   *
   * @param parallel the steps of a {@link ParallelStep}, else none
   */
  public record StepPlan(Step step, Forecast name, Decision decision, List<StepPlan> parallel) {
    public StepPlan {
      parallel = List.copyOf(parallel);
    }
  }
}
