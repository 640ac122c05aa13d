package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Suggestions;
import dev.slipway.workflow.Trigger.Input;
import java.util.List;
import java.util.Optional;

/** Compares what a job passes to the workflow it calls with what that workflow takes. */
final class CallCheck {
  private final Findings findings;
  private final boolean withDefaults;

  /**
   * A check.
   *
   * @param withDefaults whether the defaults of inputs have not been compared with their type yet
   */
  CallCheck(Findings findings, boolean withDefaults) {
    this.findings = findings;
    this.withDefaults = withDefaults;
  }

  /**
   * Reports what does not fit.
   *
   * @param usesPosition where the call names the workflow
   * @param on where the called workflow says what it runs for
   */
  void check(CallJob job, Position usesPosition, Triggers triggers, Position on) {
    Optional<Trigger> trigger = triggers.find("workflow_call");
    if (trigger.isEmpty()) {
      findings.error(
          on,
          "call-trigger",
          "workflow_call key is not defined in the referenced workflow.",
          "add 'workflow_call:' below 'on:'");
      return;
    }
    inputs(job, usesPosition, trigger.get().inputs());
    if (job.secrets() instanceof CallJob.Secrets.Given given) {
      secrets(given.values(), usesPosition, trigger.get().secrets());
    }
  }

  private void inputs(CallJob job, Position usesPosition, List<Input> inputs) {
    for (Input input : inputs) {
      if (withDefaults) {
        input.defaultValue().ifPresent(value -> checkType(input, value));
      }
      Optional<Template> given = job.with().find(input.name());
      given.ifPresent(value -> checkType(input, value));
      if (given.isEmpty() && input.required()) {
        findings.error(
            usesPosition,
            "call-input",
            "Input " + input.name() + " is required, but not provided while calling.",
            "add it below 'with:'");
      }
    }
    undefined(job.with(), "input", inputs.stream().map(Input::name).toList());
  }

  private void checkType(Input input, Template template) {
    if (!(template instanceof Template.Literal literal)) {
      return;
    }
    String expected =
        switch (input.type()) {
          case BOOLEAN -> literal.value() instanceof Value.Bool ? "" : "true or false";
          case NUMBER -> literal.value() instanceof Value.Num ? "" : "a number";
          case STRING, CHOICE, ENVIRONMENT -> "";
        };
    if (!expected.isEmpty()) {
      findings.error(
          literal.position(),
          "call-input",
          "Unexpected value '" + literal.value().text() + "'",
          "the input '" + input.name() + "' takes " + expected);
    }
  }

  private void secrets(
      Template.Mapping given, Position usesPosition, List<Trigger.Secret> secrets) {
    for (Trigger.Secret secret : secrets) {
      boolean missing = given.find(secret.name()).isEmpty();
      if (secret.required() && missing) {
        findings.error(
            usesPosition,
            "call-secret",
            "Secret " + secret.name() + " is required, but not provided while calling.",
            "add it below 'secrets:', or pass all with 'secrets: inherit'");
      }
    }
    undefined(given, "secret", secrets.stream().map(Trigger.Secret::name).toList());
  }

  private void undefined(Template.Mapping given, String what, List<String> known) {
    for (Template.Entry entry : Pieces.entries(given)) {
      String name = Pieces.key(entry);
      if (known.stream().noneMatch(name::equalsIgnoreCase)) {
        findings.error(
            entry.value().position(),
            "call-" + what,
            "Invalid " + what + ", " + name + " is not defined in the referenced workflow.",
            Suggestions.closest(name, known)
                .map(closest -> "did you mean '" + closest + "'?")
                .orElse(null));
      }
    }
  }
}
