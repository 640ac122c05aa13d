package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Set;
import java.util.TreeSet;

/**
 * A process that a {@link Keeper} is to keep running.
 *
 * @param stopSignal what asks it to end in order
 */
public record KeptProcess(
    ProcessSpec spec,
    RestartPolicy restart,
    OutputLimit output,
    Limits limits,
    Signal stopSignal) {

  /** Every name in the environment must be one that a shell can hold. */
  public KeptProcess {
    if (!LaunchScript.canExport(spec.environment())) {
      Set<String> names = new TreeSet<>(spec.environment().keySet());
      names.removeIf(LaunchScript::isExportable);
      throw new SlipwayException(
          ErrorCode.INVALID_INPUT,
          "An environment variable cannot be named "
              + String.join(", ", names)
              + ": use letters, digits and _, not beginning with a digit");
    }
  }

  /** A process that is always started again, without limits, and stopped by SIGTERM. */
  public static KeptProcess of(ProcessSpec spec) {
    return new KeptProcess(
        spec, RestartPolicy.ALWAYS, OutputLimit.USUAL, Limits.NONE, Signal.TERMINATE);
  }
}
