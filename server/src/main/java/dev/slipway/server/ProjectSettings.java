package dev.slipway.server;

import dev.slipway.deliver.JobQuestions;
import dev.slipway.deliver.Project;
import dev.slipway.runner.Gate;
import dev.slipway.server.git.RepositoryId;
import dev.slipway.server.work.RunSettings;
import dev.slipway.store.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What runs have besides their files, out of the delivery project of their repository: its secrets,
 * and the rules of its environments as the default branch has them. Thread-safe.
 *
 * @param program found by jobs as the command {@code slipway}
 */
record ProjectSettings(Deliveries deliveries, OwnProgram program) implements RunSettings {
  private static final String EVERYWHERE = "";

  /** Those of the project that hold in every environment. */
  @Override
  public Map<String, Secret> secrets(RepositoryId repository) {
    Map<String, Secret> secrets = new HashMap<>();
    deliveries
        .project(repository)
        .secrets()
        .effective(EVERYWHERE)
        .forEach(
            (name, stored) -> {
              if (!name.startsWith("SLIPWAY_")) {
                secrets.put(name, stored.value());
              }
            });
    return secrets;
  }

  @Override
  public Map<String, String> variables(RepositoryId repository) {
    return Map.of();
  }

  /** Lets {@code slipway deploy} in a job find this program and act for whoever began the run. */
  @Override
  public Map<String, String> environment(RepositoryId repository, String actor) {
    deliveries.refresh(repository);
    Map<String, String> variables = new HashMap<>();
    variables.put("SLIPWAY_USER", actor);
    program
        .home()
        .map(Path::toString)
        .ifPresent(
            home ->
                variables.put(
                    "PATH", home + ":" + program.environment().getOrDefault("PATH", "/usr/bin")));
    return variables;
  }

  @Override
  public Gate gate(RepositoryId repository) {
    Project project = deliveries.project(repository);
    // The page of the run shows who is asked; nobody reads a terminal.
    return new EnvironmentGate(
        project, new JobQuestions(project.stateFolder()), project::secrets, notice -> {});
  }
}
