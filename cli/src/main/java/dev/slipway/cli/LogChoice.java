package dev.slipway.cli;

import dev.slipway.deliver.LogSource;
import java.util.Optional;

/**
 * Whose lines are wanted.
 *
 * @param stopped whether also of what does not run any more
 */
record LogChoice(Optional<String> environment, Optional<String> component, boolean stopped) {
  boolean covers(LogSource source) {
    return environment.map(source.environment()::equals).orElse(true)
        && component.map(source.component()::equals).orElse(true)
        && (stopped || source.running());
  }

  /** Where that is, for the end of a sentence. */
  String place() {
    return component.map(name -> " of " + name).orElse("")
        + environment.map(name -> " in " + name).orElse("");
  }
}
