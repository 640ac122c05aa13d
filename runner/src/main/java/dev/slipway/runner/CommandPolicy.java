package dev.slipway.runner;

import java.util.Locale;
import java.util.Map;

/**
 * How far the commands in a step's output are trusted.
 *
 * @param unsecureCommands {@code set-env} and {@code add-path} work ({@code
 *     ACTIONS_ALLOW_UNSECURE_COMMANDS})
 * @param unsecureStopTokens any token may stop commands ({@code
 *     ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS})
 */
record CommandPolicy(boolean unsecureCommands, boolean unsecureStopTokens) {
  /** Reads the policy from the environment that the step runs with. */
  static CommandPolicy of(Map<String, String> environment) {
    return new CommandPolicy(
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
