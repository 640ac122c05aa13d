package dev.slipway.deliver;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import java.util.List;
import java.util.Optional;

/** Whether everything a delivery mentions by name is there. */
final class ReferenceRules {
  private final Delivery delivery;
  private final List<Problem> problems;

  ReferenceRules(Delivery delivery, List<Problem> problems) {
    this.delivery = delivery;
    this.problems = problems;
  }

  void check() {
    values(delivery.defaults());
    for (Component component : delivery.components()) {
      component.needs().forEach(name -> find(name, component.position()));
      values(component.settings());
      build(component);
      if (component instanceof Component.Site site) {
        config(site.config());
      }
    }
    new VariableRules(delivery, problems).check();
    for (Environment environment : delivery.environments()) {
      values(environment.settings());
      environment.componentSettings().forEach(this::values);
      environment.promotedFrom().ifPresent(from -> promotion(environment, from));
    }
  }

  /** One release serves all environments, so its build knows none of them. */
  private void build(Component component) {
    Settings env =
        switch (component) {
          case Component.Service service -> service.build().env();
          case Component.Site site -> site.build().env();
          case Component.Worker worker -> worker.build().env();
          case Component.Database database -> Settings.NONE;
        };
    for (SettingText text : env.values().values()) {
      if (!text.references().isEmpty()) {
        problems.add(
            Problem.error(
                    text.position(),
                    "reference-in-build",
                    "A build knows nothing of environments; one release serves all of them")
                .withHint("put it under 'env', or under 'config' of a site"));
      }
    }
  }

  private void values(ComponentName name, Settings settings) {
    if (delivery.component(name).orElse(null) instanceof Component.Site) {
      config(settings);
    } else {
      values(settings);
    }
  }

  private void values(Settings settings) {
    settings.values().values().forEach(this::text);
  }

  private void text(SettingText text) {
    for (SettingText.Reference reference : text.references()) {
      if (reference instanceof SettingText.ComponentOutput output) {
        find(output.component(), text.position())
            .ifPresent(component -> output(component, output, text));
      }
    }
  }

  private void output(Component component, SettingText.ComponentOutput output, SettingText text) {
    List<String> known = Outputs.names(component);
    if (known.contains(output.output())) {
      return;
    }
    problems.add(
        Problem.error(
                text.position(),
                "unknown-output",
                "The component '" + component.name() + "' has no output '" + output.output() + "'")
            .withHint(
                known.isEmpty() ? "it has none" : "its outputs are " + String.join(", ", known)));
  }

  /** What a site tells everybody holds nothing that only some may know. */
  private void config(Settings settings) {
    values(settings);
    for (SettingText text : settings.values().values()) {
      for (SettingText.Reference reference : text.references()) {
        if (isPrivate(reference)) {
          problems.add(
              Problem.error(
                      text.position(),
                      "secret-in-public",
                      "The config of a site is public; a secret does not belong in it")
                  .withHint("give it to a service, and let the site ask that"));
        }
      }
    }
  }

  private boolean isPrivate(SettingText.Reference reference) {
    return switch (reference) {
      case SettingText.SecretValue secret -> true;
      case SettingText.ComponentOutput output ->
          delivery.component(output.component()).orElse(null) instanceof Component.Database;
      case SettingText.EnvironmentFact fact -> false;
      case SettingText.ReleaseFact fact -> false;
      case SettingText.Variable variable -> false;
    };
  }

  private Optional<Component> find(ComponentName name, Position position) {
    Optional<Component> component = delivery.component(name);
    if (component.isEmpty()) {
      List<String> known = delivery.components().stream().map(one -> one.name().text()).toList();
      problems.add(
          Problem.error(position, "unknown-component", "There is no component '" + name + "'")
              .withHint(
                  Suggestions.closest(name.text(), known)
                      .map(near -> "did you mean '" + near + "'?")
                      .orElse("known here: " + String.join(", ", known))));
    }
    return component;
  }

  private void promotion(Environment environment, EnvironmentName from) {
    List<String> known =
        delivery.environments().stream()
            .map(one -> one.name().text())
            .filter(name -> !name.equals(environment.name().text()))
            .toList();
    if (known.contains(from.text())) {
      return;
    }
    problems.add(
        Problem.error(
                environment.position(),
                "unknown-environment",
                "'" + environment.name() + "' cannot be promoted from '" + from + "'")
            .withHint("other environments: " + String.join(", ", known)));
  }
}
