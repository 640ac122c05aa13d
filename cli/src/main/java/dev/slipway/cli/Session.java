package dev.slipway.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command runs and whom it talks to.
 *
 * @param directory the absolute directory the command works in: the process's own, or that of -C
 * @param environment the variables of the process
 */
record Session(
    Path directory, Map<String, String> environment, Terminal terminal, InstantSource clock) {

  /** A variable of the environment; an empty one counts as unset. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** The path a user typed, seen from the directory of this session. */
  Path resolve(String typed) {
    return directory.resolve(typed).normalize();
  }

  /** A path as a person in this directory would write it. */
  String relative(Path path) {
    if (path.startsWith(directory) && !path.equals(directory)) {
      return directory.relativize(path).toString();
    }
    return path.toString();
  }

  /** This session in another directory. */
  Session in(Path other) {
    return new Session(other, environment, terminal, clock);
  }

  /** This session with another wish for colours. */
  Session with(ColourChoice colour) {
    return new Session(directory, environment, terminal.with(colour), clock);
  }
}
