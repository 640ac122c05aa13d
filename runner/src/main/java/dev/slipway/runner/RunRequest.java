package dev.slipway.runner;

import dev.slipway.store.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user wants to run.
 *
 * @param folder somewhere in a repository
 * @param event the event's name, such as {@code push}
 * @param payload a file with the event's payload; made up from git when absent
 * @param workflows paths, file names or names of the workflows to run; all that the event triggers
 *     when empty
 * @param jobs ids of the jobs to run together with what they need; all when empty
 * @param inputs of {@code workflow_dispatch}
 * @param cells values a matrix cell must have to be run, by the name of the vector
 * @param environment variables every job gets on top
 */
public record RunRequest(
    Path folder,
    String event,
    Optional<Path> payload,
    List<String> workflows,
    List<String> jobs,
    Map<String, String> inputs,
    Map<String, Secret> secrets,
    Map<String, String> variables,
    Map<String, String> cells,
    Map<String, String> environment,
    RunOptions options) {
  /** Copies what could change. */
  public RunRequest {
    workflows = List.copyOf(workflows);
    jobs = List.copyOf(jobs);
    inputs = Map.copyOf(inputs);
    secrets = Map.copyOf(secrets);
    variables = Map.copyOf(variables);
    cells = Map.copyOf(cells);
    environment = Map.copyOf(environment);
  }

  /** The same with other options. */
  RunRequest with(RunOptions other) {
    return new RunRequest(
        folder,
        event,
        payload,
        workflows,
        jobs,
        inputs,
        secrets,
        variables,
        cells,
        environment,
        other);
  }

  /** Everything a push of the checked-out commit triggers. */
  public static RunRequest push(Path folder) {
    return new RunRequest(
        folder,
        "push",
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        RunOptions.DEFAULT);
  }
}
