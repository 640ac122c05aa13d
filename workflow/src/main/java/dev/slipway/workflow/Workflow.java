package dev.slipway.workflow;

import java.util.List;
import java.util.Optional;

/**
 * A workflow that has passed all checks.
 *
 * @param path how the file is called, such as {@code .github/workflows/ci.yml}
 * @param env the workflow's own environment variables
 * @param permissions absent when the repository's default applies
 * @param concurrency a group name, or a mapping of group, cancel-in-progress and queue
 * @param jobs in the order written
 */
public record Workflow(
    String path,
    Optional<String> name,
    Optional<Template> runName,
    Triggers on,
    Template.Mapping env,
    Defaults defaults,
    Optional<Permissions> permissions,
    Optional<Template> concurrency,
    List<Job> jobs) {
  public Workflow {
    jobs = List.copyOf(jobs);
  }

  /** The job of that id, without regard to case. */
  public Optional<Job> job(JobId id) {
    return jobs.stream().filter(job -> job.id().value().equalsIgnoreCase(id.value())).findFirst();
  }

  Workflow withJobs(List<Job> others) {
    return new Workflow(path, name, runName, on, env, defaults, permissions, concurrency, others);
  }

  /** The name a person knows it by: its {@code name}, else its path. */
  public String displayName() {
    return name.orElse(path);
  }
}
