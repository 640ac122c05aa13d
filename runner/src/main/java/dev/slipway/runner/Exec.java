package dev.slipway.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One command of a job.
 *
 * @param argv the program and its arguments; a bare name is looked up in the PATH of {@code
 *     environment}
 * @param environment all of it: nothing is inherited
 * @param folder where it runs
 */
record Exec(List<String> argv, Map<String, String> environment, Path folder) {
  Exec {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }
}
