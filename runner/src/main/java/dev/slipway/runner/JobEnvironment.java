package dev.slipway.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment variables and PATH of a job as its steps change them. Not thread-safe: only the
 * job's own thread uses it.
 */
final class JobEnvironment {
  private static final String PATH = "PATH";

  private final Map<String, String> inherited;
  private final Map<String, String> standard;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> prepended = new ArrayList<>();

  /**
   * An environment nobody has changed yet.
   *
   * @param inherited what comes from the machine
   * @param standard the variables GitHub documents as default; no step can change them
   */
  JobEnvironment(Map<String, String> inherited, Map<String, String> standard) {
    this.inherited = new HashMap<>(inherited);
    this.standard = new HashMap<>(standard);
  }

  /** Sets variables for the steps that follow. */
  void set(Map<String, String> more) {
    variables.putAll(more);
  }

  /** Takes over what a step wrote to its command files and commands. */
  void apply(StepEffects effects) {
    variables.putAll(effects.environment());
    for (String folder : effects.pathPrepends()) {
      prepended.remove(folder);
      prepended.addFirst(folder);
    }
  }

  /** What the {@code env} context holds outside a step. */
  Map<String, String> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** The whole environment of a process: later maps win, the standard variables always do. */
  Map<String, String> of(Map<String, String> step, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(inherited);
    all.putAll(variables);
    all.putAll(step);
    all.putAll(standard);
    all.putAll(own);
    if (!prepended.isEmpty()) {
      String path = all.getOrDefault(PATH, "");
      String front = String.join(":", prepended);
      all.put(PATH, path.isEmpty() ? front : front + ":" + path);
    }
    return all;
  }
}
