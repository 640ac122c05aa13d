package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.workflow.Trigger.Input;
import dev.slipway.workflow.Trigger.InputType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the inputs, secrets and outputs of {@code workflow_dispatch} and {@code workflow_call}. */
final class InputsReader {
  private final Rules rules;
  private final Findings findings;

  InputsReader(Rules rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
  }

  List<Input> inputs(List<Template.Entry> entries) {
    List<Input> inputs = new ArrayList<>();
    for (Template.Entry entry : entries) {
      Template.Mapping mapping =
          Pieces.mapping(entry.value()).orElse(Template.Mapping.empty(entry.value().position()));
      Input input =
          new Input(
              entry.key().position(),
              Pieces.key(entry),
              type(Pieces.text(mapping, "type").orElse("string")),
              Pieces.isTrue(mapping, "required"),
              mapping.find("default"),
              Pieces.text(mapping, "description").orElse(""),
              mapping.find("options").map(Pieces::texts).orElse(List.of()));
      if (rules.strictEvents()) {
        check(input, mapping);
      }
      inputs.add(input);
    }
    return inputs;
  }

  private static InputType type(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "boolean" -> InputType.BOOLEAN;
      case "number" -> InputType.NUMBER;
      case "choice" -> InputType.CHOICE;
      case "environment" -> InputType.ENVIRONMENT;
      default -> InputType.STRING;
    };
  }

  private void check(Input input, Template.Mapping mapping) {
    boolean choice = input.type() == InputType.CHOICE;
    if (choice && input.options().isEmpty()) {
      findings.error(
          mapping.position(),
          "input-options",
          "Missing 'options' for choice input",
          "list what '" + input.name() + "' can be below 'options:'");
    } else if (!choice && mapping.find("options").isPresent()) {
      findings.error(
          mapping.position(),
          "input-options",
          "Input type is not 'choice', but 'options' is defined",
          "write 'type: choice'");
    } else {
      input.defaultValue().ifPresent(value -> checkDefault(input, value));
    }
  }

  private void checkDefault(Input input, Template value) {
    if (!(value instanceof Template.Literal literal)) {
      return;
    }
    String expected =
        switch (input.type()) {
          case BOOLEAN -> literal.value() instanceof Value.Bool ? "" : "true or false";
          case NUMBER -> literal.value() instanceof Value.Num ? "" : "a number";
          case CHOICE ->
              input.options().contains(literal.value().text())
                  ? ""
                  : "one of " + String.join(", ", input.options());
          case STRING, ENVIRONMENT -> "";
        };
    if (!expected.isEmpty()) {
      findings.error(
          value.position(),
          "input-default",
          "The default '%s' of the input '%s' does not fit its type"
              .formatted(literal.value().text(), input.name()),
          "expected is " + expected);
    }
  }

  List<Trigger.Secret> secrets(List<Template.Entry> entries) {
    List<Trigger.Secret> secrets = new ArrayList<>();
    for (Template.Entry entry : entries) {
      boolean required =
          Pieces.mapping(entry.value())
              .map(mapping -> Pieces.isTrue(mapping, "required"))
              .orElse(false);
      secrets.add(new Trigger.Secret(entry.key().position(), Pieces.key(entry), required));
    }
    return secrets;
  }

  List<Trigger.Output> outputs(List<Template.Entry> entries) {
    List<Trigger.Output> outputs = new ArrayList<>();
    for (Template.Entry entry : entries) {
      Position position = entry.key().position();
      Optional<Template> value =
          Pieces.mapping(entry.value()).flatMap(mapping -> mapping.find("value"));
      value.ifPresent(
          template -> outputs.add(new Trigger.Output(position, Pieces.key(entry), template)));
    }
    return outputs;
  }
}
