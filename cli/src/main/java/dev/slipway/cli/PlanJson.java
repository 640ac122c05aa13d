package dev.slipway.cli;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.store.JsonText;
import dev.slipway.workflow.Decision;
import dev.slipway.workflow.JobId;
import dev.slipway.workflow.Plan;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A plan as one JSON object for other programs. */
final class PlanJson {
  private final JsonGenerator json;

  private PlanJson(JsonGenerator json) {
    this.json = json;
  }

  /** One line, ending with a line feed. */
  static String of(Plan plan) {
    return JsonText.line(json -> new PlanJson(json).write(plan));
  }

  private void write(Plan plan) {
    json.writeStringProperty("event", plan.event().name());
    optional("activity", plan.event().activity());
    json.writeStringProperty("ref", plan.event().ref());
    json.writeArrayPropertyStart("workflows");
    for (Plan.WorkflowPlan workflow : plan.workflows()) {
      json.writeStartObject();
      json.writeStringProperty("path", workflow.workflow().path());
      json.writeStringProperty("name", workflow.workflow().displayName());
      json.writeStringProperty("runName", workflow.runName().text());
      write(workflow.decision());
      optional("concurrency", workflow.concurrency().map(Plan.Forecast::text));
      problems(workflow.problems());
      jobs("jobs", workflow.jobs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void jobs(String name, List<Plan.JobPlan> jobs) {
    json.writeArrayPropertyStart(name);
    for (Plan.JobPlan job : jobs) {
      json.writeStartObject();
      json.writeStringProperty("id", job.job().id().value());
      texts("needs", job.job().needs().stream().map(JobId::value).toList());
      json.writeNumberProperty("stage", job.stage());
      write(job.decision());
      optional("matrixOpen", job.matrixOpen());
      problems(job.problems());
      json.writeArrayPropertyStart("instances");
      job.instances().forEach(this::instance);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void instance(Plan.InstancePlan instance) {
    json.writeStartObject();
    json.writeStringProperty("name", instance.name().text());
    optional("runsOn", instance.runsOn().map(Plan.Forecast::text));
    optional("environment", instance.environment().map(Plan.Forecast::text));
    optional("concurrency", instance.concurrency().map(Plan.Forecast::text));
    texts("services", instance.services());
    steps("steps", instance.steps());
    jobs("called", instance.called());
    json.writeEndObject();
  }

  private void steps(String name, List<Plan.StepPlan> steps) {
    json.writeArrayPropertyStart(name);
    for (Plan.StepPlan step : steps) {
      json.writeStartObject();
      json.writeStringProperty("name", step.name().text());
      json.writeStringProperty("at", step.step().position().toString());
      write(step.decision());
      if (!step.parallel().isEmpty()) {
        steps("parallel", step.parallel());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(Decision decision) {
    String word =
        switch (decision) {
          case Decision.Runs runs -> "runs";
          case Decision.Skips skips -> "skipped";
          case Decision.Depends depends -> "depends";
        };
    Optional<Position> place =
        switch (decision) {
          case Decision.Runs runs -> Optional.empty();
          case Decision.Skips skips -> skips.position();
          case Decision.Depends depends -> depends.position();
        };
    json.writeStringProperty("decision", word);
    if (!decision.reason().isEmpty()) {
      json.writeStringProperty("reason", decision.reason());
    }
    optional("reasonAt", place.map(Position::toString));
  }

  private void problems(List<Problem> problems) {
    if (!problems.isEmpty()) {
      texts("problems", problems.stream().map(Problem::headline).toList());
    }
  }

  private void optional(String name, Optional<String> value) {
    value.ifPresent(text -> json.writeStringProperty(name, text));
  }

  private void texts(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
