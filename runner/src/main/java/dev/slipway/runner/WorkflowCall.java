package dev.slipway.runner;

import dev.slipway.store.Masker;
import dev.slipway.workflow.CallJob;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Trigger;
import dev.slipway.workflow.Value;
import dev.slipway.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;

/** What passes between a job and the workflow it calls: inputs and secrets in, outputs out. */
final class WorkflowCall {
  private static final String EVENT = "workflow_call";

  private WorkflowCall() {}

  /**
   * The contexts of the called workflow: the caller's {@code github} and {@code vars}, own inputs
   * and secrets.
   */
  static Contexts contexts(CallJob job, Contexts caller) {
    return Contexts.empty()
        .with("github", caller.named("github"))
        .with("vars", caller.named("vars"))
        .with("inputs", inputs(job, caller))
        .with("secrets", secrets(job, caller));
  }

  private static Value inputs(CallJob job, Contexts caller) {
    ObjectValue given = job.with().evaluate(caller);
    ObjectValue.Builder inputs = ObjectValue.builder();
    for (Trigger.Input input : declared(job.called().orElseThrow()).inputs()) {
      Value value;
      if (given.has(input.name())) {
        value = given.get(input.name());
      } else if (input.defaultValue().isPresent()) {
        value = input.defaultValue().get().evaluate(caller);
      } else {
        value = Value.none();
      }
      inputs.put(input.name(), typed(value, input.type()));
    }
    return inputs.build();
  }

  // A value that an expression made has whatever type it has; the declaration decides.
  private static Value typed(Value value, Trigger.InputType type) {
    return switch (type) {
      case BOOLEAN -> Value.of(value.truthy() && !value.text().equals("false"));
      case NUMBER -> Value.of(value.number());
      case STRING, CHOICE, ENVIRONMENT -> Value.of(value.text());
    };
  }

  private static Value secrets(CallJob job, Contexts caller) {
    return switch (job.secrets()) {
      case CallJob.Secrets.Inherit inherit -> caller.named("secrets");
      case CallJob.Secrets.Given given -> {
        ObjectValue.Builder secrets = ObjectValue.builder();
        Value token = caller.named("secrets").member("GITHUB_TOKEN");
        if (token.truthy()) {
          secrets.put("GITHUB_TOKEN", token);
        }
        yield secrets.putAll(given.values().evaluate(caller)).build();
      }
    };
  }

  /** The outputs of the called workflow, without those that hold a secret. */
  static Map<String, String> outputs(
      Workflow called, Contexts inside, Map<String, JobResult> results, Masker masker) {
    ObjectValue.Builder jobs = ObjectValue.builder();
    results.forEach((id, result) -> jobs.put(id, result.context()));
    Contexts contexts = inside.with("jobs", jobs.build());
    Map<String, String> outputs = new LinkedHashMap<>();
    for (Trigger.Output output : declared(called).outputs()) {
      String value = output.value().evaluate(contexts).text();
      if (masker.mask(value).equals(value)) {
        outputs.put(output.name(), value);
      }
    }
    return outputs;
  }

  private static Trigger declared(Workflow called) {
    return called
        .on()
        .find(EVENT)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    called.path() + " cannot be called, as the reader checks"));
  }
}
