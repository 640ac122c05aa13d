package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Plan.Forecast;
import dev.slipway.workflow.Plan.JobPlan;
import dev.slipway.workflow.Plan.WorkflowPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what would run for an event: filters applied, inputs resolved, matrices expanded, conditions
 * decided as far as they can be before anything runs.
 */
public final class Planner {
  private final PlanRequest request;

  private Planner(PlanRequest request) {
    this.request = request;
  }

  /** The plan for these workflows, in their order. */
  public static Plan plan(List<Workflow> workflows, PlanRequest request) {
    Planner planner = new Planner(request);
    List<WorkflowPlan> plans = new ArrayList<>(workflows.size());
    for (Workflow workflow : workflows) {
      plans.add(planner.plan(workflow));
    }
    return new Plan(request.event(), plans);
  }

  /** Whether the triggers of a workflow let it run for an event, and why. */
  public static Decision triggered(Workflow workflow, TriggerEvent event) {
    return TriggerFilter.decide(workflow.on(), event, Position.wholeFile(workflow.path()));
  }

  private WorkflowPlan plan(Workflow workflow) {
    Decision decision = triggered(workflow, request.event());
    if (decision.isSkip()) {
      return notRun(workflow, decision, List.of());
    }
    Parsed<ObjectValue> inputs = inputs(workflow);
    if (inputs.value().isEmpty()) {
      String reason = inputs.problems().getFirst().message();
      return notRun(workflow, Decision.skips("it cannot start: " + reason), inputs.problems());
    }
    Knowledge knowledge = knowledge(workflow, inputs.value().get());
    List<JobPlan> jobs = new JobPlanner(workflow, knowledge).plan();
    return new WorkflowPlan(
        workflow,
        decision,
        runName(workflow, knowledge),
        inputs.value().get(),
        workflow.concurrency().map(template -> Forecasts.concurrency(template, knowledge)),
        List.of(),
        jobs);
  }

  private static WorkflowPlan notRun(Workflow workflow, Decision decision, List<Problem> problems) {
    Forecast name = new Forecast(workflow.displayName(), true);
    return new WorkflowPlan(
        workflow, decision, name, ObjectValue.empty(), Optional.empty(), problems, List.of());
  }

  private Parsed<ObjectValue> inputs(Workflow workflow) {
    TriggerEvent event = request.event();
    Optional<Trigger> trigger = workflow.on().find(event.name());
    if (trigger.isEmpty() || !event.name().equals("workflow_dispatch")) {
      return Parsed.of(ObjectValue.empty());
    }
    return DispatchInputs.resolve(trigger.get(), event.inputs());
  }

  private Knowledge knowledge(Workflow workflow, ObjectValue inputs) {
    ObjectValue github =
        request.github().toBuilder().put("workflow", workflow.displayName()).build();
    return Knowledge.of(
        Contexts.empty()
            .with("github", github)
            .with("vars", request.vars())
            .with("inputs", inputs));
  }

  private static Forecast runName(Workflow workflow, Knowledge knowledge) {
    return workflow
        .runName()
        .map(template -> Forecasts.text(template, knowledge))
        .filter(forecast -> !forecast.text().isBlank())
        .orElseGet(() -> new Forecast(workflow.displayName(), true));
  }
}
