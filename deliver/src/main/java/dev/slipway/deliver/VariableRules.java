package dev.slipway.deliver;

import dev.slipway.document.Problem;
import dev.slipway.document.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether every {@code ${env.NAME}} names a setting of its component, and none names itself. */
final class VariableRules {
  private final Delivery delivery;
  private final List<Problem> problems;

  VariableRules(Delivery delivery, List<Problem> problems) {
    this.delivery = delivery;
    this.problems = problems;
  }

  void check() {
    Set<SettingText> told = new LinkedHashSet<>();
    for (Environment environment : delivery.environments()) {
      for (Component component : environment.components()) {
        Map<String, SettingText> variables = delivery.merged(environment, component).values();
        for (Map.Entry<String, SettingText> variable : variables.entrySet()) {
          check(variable.getKey(), variable.getValue(), variables, told);
        }
      }
    }
  }

  private void check(
      String name, SettingText text, Map<String, SettingText> variables, Set<SettingText> told) {
    for (SettingText.Reference reference : text.references()) {
      if (reference instanceof SettingText.Variable variable) {
        if (!variables.containsKey(variable.name())) {
          if (told.add(text)) {
            unknown(variable.name(), text, variables);
          }
        } else if (comesBack(name, variable.name(), variables, new ArrayList<>())
            && told.add(text)) {
          problems.add(
              Problem.error(
                  text.position(), "circular-setting", "'" + name + "' is made of itself"));
        }
      }
    }
  }

  private static boolean comesBack(
      String name, String at, Map<String, SettingText> variables, List<String> seen) {
    if (at.equals(name)) {
      return true;
    }
    SettingText text = variables.get(at);
    if (text == null || seen.contains(at)) {
      return false;
    }
    seen.add(at);
    for (SettingText.Reference reference : text.references()) {
      if (reference instanceof SettingText.Variable variable
          && comesBack(name, variable.name(), variables, seen)) {
        return true;
      }
    }
    return false;
  }

  private void unknown(String name, SettingText text, Map<String, SettingText> variables) {
    String hint =
        Suggestions.closest(name, variables.keySet())
            .map(near -> "did you mean '" + near + "'?")
            .orElse(
                "a secret is ${secrets." + name + "}; an instance's port is in PORT at run time");
    problems.add(
        Problem.error(
                text.position(), "unknown-reference", "The component has no setting '" + name + "'")
            .withHint(hint));
  }
}
