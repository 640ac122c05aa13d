package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A workflow in the JSON form of GitHub's conformance cases. */
final class WorkflowJson {
  private static final List<String> STEPS_JOB_KEYS =
      List.of(
          "strategy",
          "continue-on-error",
          "timeout-minutes",
          "cancel-timeout-minutes",
          "concurrency",
          "env",
          "environment",
          "defaults",
          "runs-on",
          "container",
          "services",
          "outputs",
          "snapshot");
  private static final List<String> STEP_KEYS =
      List.of(
          "name",
          "continue-on-error",
          "timeout-minutes",
          "env",
          "uses",
          "with",
          "working-directory",
          "shell",
          "run",
          "background",
          "cancel");

  private final TemplateJson templates;
  private final boolean withEvents;

  WorkflowJson(TemplateJson templates, boolean withEvents) {
    this.templates = templates;
    this.withEvents = withEvents;
  }

  ObjectValue.Builder of(WorkflowTree tree) {
    ObjectValue.Builder json = ObjectValue.builder();
    Template.Mapping root = tree.root();
    if (withEvents) {
      root.find("on").ifPresent(on -> json.put("events", EventsJson.of(on)));
    } else {
      inputTypes(tree.workflow()).ifPresent(types -> json.put("input-types", types));
    }
    copy(root, List.of("env", "defaults", "concurrency"), json);
    tree.workflow().permissions().ifPresent(granted -> json.put("permissions", levels(granted)));
    return json.put("jobs", jobs(tree));
  }

  private static Optional<Value> inputTypes(Workflow workflow) {
    ObjectValue.Builder types = ObjectValue.builder();
    List<Trigger.Input> inputs =
        workflow.on().find("workflow_dispatch").map(Trigger::inputs).orElse(List.of());
    for (Trigger.Input input : inputs) {
      types.put(input.name(), input.type().name().toLowerCase(Locale.ROOT));
    }
    return inputs.isEmpty() ? Optional.empty() : Optional.of(types.build());
  }

  private void copy(Template.Mapping from, List<String> keys, ObjectValue.Builder to) {
    for (String key : keys) {
      from.find(key).ifPresent(template -> to.put(key, templates.of(template)));
    }
  }

  private static Value levels(Permissions permissions) {
    ObjectValue.Builder levels = ObjectValue.builder();
    permissions.levels().forEach((scope, level) -> levels.put(scope, level.word()));
    return levels.build();
  }

  private Value jobs(WorkflowTree tree) {
    List<Value> jobs = new ArrayList<>();
    List<Template.Entry> entries = Pieces.entries(tree.root(), "jobs");
    for (int index = 0; index < entries.size(); index++) {
      Template.Entry entry = entries.get(index);
      Template.Mapping body = Pieces.mapping(entry.value()).orElseThrow();
      jobs.add(
          switch (tree.workflow().jobs().get(index)) {
            case StepsJob job -> stepsJob(job, entry.key(), body);
            case CallJob job -> callJob(job, entry.key(), body, tree.called().get(index));
          });
    }
    return new ArrayValue(jobs);
  }

  private ObjectValue.Builder head(String type, Job job, Template key) {
    return ObjectValue.builder()
        .put("type", type)
        .put("id", templates.of(key))
        .put("name", templates.of(job.name().orElse(key)))
        .put("if", templates.expression(job.condition(), Optional.empty()));
  }

  private Value stepsJob(StepsJob job, Template key, Template.Mapping body) {
    ObjectValue.Builder json = head("job", job, key);
    body.find("needs").ifPresent(needs -> json.put("needs", needs(body)));
    job.permissions().ifPresent(granted -> json.put("permissions", levels(granted)));
    copy(body, STEPS_JOB_KEYS, json);
    body.find("steps").ifPresent(steps -> json.put("steps", steps(job.steps(), steps)));
    return json.build();
  }

  private Value needs(Template.Mapping body) {
    List<Template.Literal> needs = body.find("needs").map(Pieces::literals).orElse(List.of());
    return new ArrayValue(needs.stream().map(templates::of).toList());
  }

  private Value callJob(
      CallJob job, Template key, Template.Mapping body, Optional<WorkflowTree> called) {
    ObjectValue.Builder json = head("reusableWorkflowJob", job, key);
    json.put("needs", needs(body));
    body.find("uses").ifPresent(uses -> json.put("ref", templates.of(uses)));
    copy(body, List.of("strategy", "concurrency"), json);
    body.find("with").ifPresent(with -> json.put("input-values", templates.of(with)));
    if (job.secrets() instanceof CallJob.Secrets.Inherit) {
      json.put("inherit-secrets", true);
    } else {
      body.find("secrets").ifPresent(given -> json.put("secret-values", templates.of(given)));
    }
    called
        .flatMap(tree -> tree.workflow().permissions())
        .or(job::permissions)
        .ifPresent(granted -> json.put("permissions", levels(granted)));
    called.ifPresent(tree -> definitions(tree, json));
    return json.put("jobs", called.map(this::jobs).orElse(new ArrayValue(List.of()))).build();
  }

  private void definitions(WorkflowTree tree, ObjectValue.Builder json) {
    Optional<Template.Mapping> call =
        tree.root()
            .find("on")
            .flatMap(Pieces::mapping)
            .flatMap(on -> on.find("workflow_call"))
            .flatMap(Pieces::mapping);
    if (call.isEmpty()) {
      return;
    }
    call.get().find("inputs").ifPresent(it -> json.put("input-definitions", templates.of(it)));
    call.get().find("secrets").ifPresent(it -> json.put("secret-definitions", templates.of(it)));
    call.get().find("outputs").ifPresent(it -> json.put("outputs", templates.of(it)));
    copy(tree.root(), List.of("env", "defaults"), json);
  }

  private Value steps(List<Step> steps, Template template) {
    List<Value> values = new ArrayList<>();
    if (template instanceof Template.Sequence sequence) {
      for (int index = 0; index < steps.size(); index++) {
        Template.Mapping body = Pieces.mapping(sequence.items().get(index)).orElseThrow();
        values.add(step(steps.get(index), body));
      }
    }
    return new ArrayValue(values);
  }

  private Value step(Step step, Template.Mapping body) {
    ObjectValue.Builder json = ObjectValue.builder().put("id", step.id().value());
    step.name().ifPresent(name -> json.put("name", templates.of(name)));
    copy(body, STEP_KEYS, json);
    switch (step) {
      case RunStep run -> json.put("if", condition(run));
      case UsesStep uses -> json.put("if", condition(uses));
      case WaitStep wait -> json.put("wait", targets(body));
      case WaitAllStep all -> json.put("wait-all", true);
      case CancelStep cancel -> {}
      case ParallelStep parallel ->
          body.find("parallel")
              .ifPresent(steps -> json.put("parallel", steps(parallel.steps(), steps)));
    }
    return json.build();
  }

  private Value condition(Step step) {
    return templates.expression(step.condition(), Optional.empty());
  }

  private Value targets(Template.Mapping body) {
    List<Template.Literal> targets = body.find("wait").map(Pieces::literals).orElse(List.of());
    return new ArrayValue(targets.stream().map(templates::of).toList());
  }
}
