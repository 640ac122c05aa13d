package dev.slipway.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start: arguments, the whole environment (nothing is inherited), the folder to start in,
 * and who answers for it. The owner's marker is added to the environment.
 */
public record ProcessSpec(
    List<String> argv, Map<String, String> environment, Path directory, Owner owner) {
  /** The first argument is a program: a path, or a name looked up in the environment's PATH. */
  public ProcessSpec {
    argv = List.copyOf(argv);
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("A process needs a program");
    }
    environment = Map.copyOf(environment);
    directory = directory.toAbsolutePath();
  }
}
