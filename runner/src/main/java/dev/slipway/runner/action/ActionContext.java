package dev.slipway.runner.action;

import java.nio.file.Path;
import java.util.Map;

/**
 * All an action gets to see and to touch while one of its phases runs.
 *
 * @param env the step's environment, {@code GITHUB_*} and {@code RUNNER_*} included
 * @param state what the main phase saved; empty in the main phase itself
 */
public record ActionContext(
    ActionInputs inputs,
    Map<String, String> env,
    Map<String, String> state,
    ActionEffects effects,
    JobSite job) {
  public ActionContext {
    env = Map.copyOf(env);
    state = Map.copyOf(state);
  }

  Path workspace() {
    return job.folders().workspace();
  }

  /** The variable's value, empty when it is not set. */
  String variable(String name) {
    return env.getOrDefault(name, "");
  }

  void line(String text) {
    effects.line(text);
  }
}
