package dev.slipway.workflow;

import dev.slipway.workflow.Plan.Forecast;
import dev.slipway.workflow.Plan.InstancePlan;
import dev.slipway.workflow.Plan.JobPlan;
import dev.slipway.workflow.Plan.StepPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans one job of one cell of a matrix. */
final class InstancePlanner {
  private final Job job;
  private final MatrixCell cell;
  private final Knowledge knowledge;

  InstancePlanner(Job job, MatrixCell cell, Knowledge knowledge) {
    this.job = job;
    this.cell = cell;
    this.knowledge = knowledge;
  }

  InstancePlan plan() {
    return switch (job) {
      case StepsJob steps -> plan(steps);
      case CallJob call -> plan(call);
    };
  }

  private InstancePlan plan(StepsJob steps) {
    return new InstancePlan(
        name(),
        cell,
        Optional.of(Forecasts.text(steps.runsOn(), knowledge)),
        steps
            .environment()
            .map(template -> Forecasts.text(EnvironmentRef.nameOf(template), knowledge))
            .filter(forecast -> !forecast.text().isEmpty()),
        concurrency(),
        services(steps),
        plan(steps.steps()),
        List.of());
  }

  private InstancePlan plan(CallJob call) {
    List<JobPlan> called = call.called().map(workflow -> plan(call, workflow)).orElse(List.of());
    return new InstancePlan(
        name(),
        cell,
        Optional.empty(),
        Optional.empty(),
        concurrency(),
        List.of(),
        List.of(),
        called);
  }

  private Forecast name() {
    Optional<Template> computed = job.name().filter(name -> !name.isLiteral());
    if (computed.isPresent()) {
      Forecast forecast = Forecasts.text(computed.get(), knowledge);
      if (!forecast.known()) {
        return forecast;
      }
    }
    return new Forecast(JobName.of(job, cell, knowledge.contexts()), true);
  }

  private Optional<Forecast> concurrency() {
    return job.concurrency().map(template -> Forecasts.concurrency(template, knowledge));
  }

  private List<String> services(StepsJob steps) {
    if (steps.services().isEmpty()) {
      return List.of();
    }
    List<String> services = new ArrayList<>();
    if (steps.services().get() instanceof Template.Mapping mapping) {
      for (Template.Entry entry : mapping.entries()) {
        Forecast image = Forecasts.text(image(entry.value()), knowledge);
        services.add(Forecasts.text(entry.key(), knowledge).text() + " (" + image.text() + ")");
      }
      return services;
    }
    Forecast whole = Forecasts.text(steps.services().get(), knowledge);
    return List.of(whole.text());
  }

  private static Template image(Template container) {
    if (container instanceof Template.Mapping mapping) {
      return mapping.find("image").orElse(container);
    }
    return container;
  }

  private List<StepPlan> plan(List<Step> steps) {
    List<StepPlan> plans = new ArrayList<>(steps.size());
    for (Step step : steps) {
      List<StepPlan> inner = List.of();
      if (step instanceof ParallelStep parallel) {
        inner = plan(parallel.steps());
      }
      plans.add(new StepPlan(step, StepName.of(step, knowledge), decision(step), inner));
    }
    return plans;
  }

  /** Steps that only arrange others have no condition of their own. */
  private Decision decision(Step step) {
    return switch (step) {
      case RunStep run -> decided(run);
      case UsesStep uses -> decided(uses);
      case WaitStep wait -> Decision.runs();
      case WaitAllStep wait -> Decision.runs();
      case CancelStep cancel -> Decision.runs();
      case ParallelStep parallel -> Decision.runs();
    };
  }

  private Decision decided(Step step) {
    return new ConditionForecast(step.condition(), step.position(), knowledge, Optional.empty())
        .decision();
  }

  private List<JobPlan> plan(CallJob call, Workflow called) {
    Knowledge below =
        Knowledge.of(
            Contexts.empty()
                .with("github", knowledge.contexts().named("github"))
                .with("vars", knowledge.contexts().named("vars")));
    return new JobPlanner(called, withInputs(call, called, below)).plan();
  }

  private Knowledge withInputs(CallJob call, Workflow called, Knowledge below) {
    ObjectValue.Builder inputs = ObjectValue.builder();
    Set<String> open = new HashSet<>();
    List<Trigger.Input> declared =
        called.on().find("workflow_call").map(Trigger::inputs).orElse(List.of());
    for (Trigger.Input input : declared) {
      Optional<Value> value = input(call, input, below);
      if (value.isEmpty()) {
        open.add(input.name());
      }
      inputs.put(input.name(), value.orElse(Value.none()));
    }
    return below.with("inputs", inputs.build(), open);
  }

  private Optional<Value> input(CallJob call, Trigger.Input input, Knowledge below) {
    Optional<Template> given = call.with().find(input.name());
    if (given.isPresent()) {
      return Forecasts.value(given.get(), knowledge).map(value -> CallInputs.typed(input, value));
    }
    if (input.defaultValue().isPresent()) {
      return Forecasts.value(input.defaultValue().get(), below)
          .map(value -> CallInputs.typed(input, value));
    }
    return Optional.of(DispatchInputs.nothing(input));
  }
}
