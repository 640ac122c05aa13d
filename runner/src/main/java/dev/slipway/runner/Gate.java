package dev.slipway.runner;

import dev.slipway.store.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Asked before a job with an {@code environment:} starts. Whoever knows the environments answers:
 * approvals, wait timers and branch rules are theirs. Implementations may block as long as the
 * answer takes and return early when the cancellation is requested.
 */
public interface Gate {
  /** Lets every job pass with nothing added: environments without rules. */
  Gate OPEN = (request, cancellation) -> new Answer.Open(Map.of(), Map.of());

  /** Answers one job. */
  Answer request(Request request, Cancellation cancellation);

  /**
   * A job that wants to enter an environment.
   *
   * @param environment its name
   * @param url what the job says the environment can be seen at, when known before it runs
   * @param ref the full ref the run is for
   */
  record Request(
      RunId run, JobKey job, String environment, Optional<String> url, String ref, String actor) {}

  /** What the environment says. */
  sealed interface Answer {
    /** The job may start and sees these besides the repository's own. */
    record Open(Map<String, Secret> secrets, Map<String, String> variables) implements Answer {
      /** Copies the maps. */
      public Open {
        secrets = Map.copyOf(secrets);
        variables = Map.copyOf(variables);
      }
    }

    /** The job may not start. */
    record Refused(String reason) implements Answer {}
  }
}
