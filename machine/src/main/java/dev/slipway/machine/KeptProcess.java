package dev.slipway.machine;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A process that a {@link Keeper} is to keep running.
 *
 * @param stopSignal what asks it to end in order
 * @param labels what whoever started it wants to know about it later; on one line each, no secrets
 */
public record KeptProcess(
    ProcessSpec spec,
    RestartPolicy restart,
    OutputLimit output,
    Limits limits,
    Signal stopSignal,
    Map<String, String> labels) {

  /** Every name in the environment must be one that a shell can hold. */
  public KeptProcess {
    labels = Map.copyOf(labels);
    if (labels.toString().indexOf('\n') >= 0) {
      throw new IllegalArgumentException("A label with a line break: " + labels);
    }
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
        spec, RestartPolicy.ALWAYS, OutputLimit.USUAL, Limits.NONE, Signal.TERMINATE, Map.of());
  }

  /** The same, started again in another way. */
  public KeptProcess withRestart(RestartPolicy other) {
    return new KeptProcess(spec, other, output, limits, stopSignal, labels);
  }

  /** The same with another program, as it was found on the disk. */
  KeptProcess withSpec(ProcessSpec other) {
    return new KeptProcess(other, restart, output, limits, stopSignal, labels);
  }
}
