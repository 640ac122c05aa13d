package dev.slipway.runner;

import java.util.Locale;
import java.util.Map;

/**
 * How far the commands in a step's output are trusted, and whether debug lines are shown.
 *
 * @param debug shows debug lines and echoes commands ({@code RUNNER_DEBUG}, {@code
 *     ACTIONS_STEP_DEBUG})
 * @param unsecureCommands {@code set-env} and {@code add-path} work ({@code
 *     ACTIONS_ALLOW_UNSECURE_COMMANDS})
 * @param unsecureStopTokens any token may stop commands ({@code
 *     ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS})
 */
record CommandPolicy(boolean debug, boolean unsecureCommands, boolean unsecureStopTokens) {
  /** What GitHub does unless told otherwise. */
  static final CommandPolicy STANDARD = new CommandPolicy(false, false, false);

  /** Reads the policy from the environment that the step runs with. */
  static CommandPolicy of(Map<String, String> environment) {
    return new CommandPolicy(
        isOn(environment, "RUNNER_DEBUG") || isOn(environment, "ACTIONS_STEP_DEBUG"),
        environment
            .getOrDefault("ACTIONS_ALLOW_UNSECURE_COMMANDS", "")
            .strip()
            .equalsIgnoreCase("true"),
        isOn(environment, "ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS"));
  }

  private static boolean isOn(Map<String, String> environment, String name) {
    return switch (environment.getOrDefault(name, "").toLowerCase(Locale.ROOT)) {
      case "1", "true", "$true" -> true;
      default -> false;
    };
  }
}
