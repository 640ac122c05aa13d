package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.List;
import java.util.Optional;

/** A job of a workflow: steps on a runner, or the call of another workflow. */
public sealed interface Job permits StepsJob, CallJob {
  /** What both kinds have. */
  JobHead head();

  /** Its key in the workflow. */
  default JobId id() {
    return head().id();
  }

  /** Where its key stands. */
  default Position position() {
    return head().position();
  }

  /** Its {@code name}; a job without one is called by its id. */
  default Optional<Template> name() {
    return head().name();
  }

  /** The jobs that must end first. */
  default List<JobId> needs() {
    return head().needs();
  }

  /** Whether it runs; {@code success() && (...)} unless the user names a status function. */
  default Expression condition() {
    return head().condition();
  }

  /** A mapping of matrix, fail-fast and max-parallel. */
  default Optional<Template> strategy() {
    return head().strategy();
  }

  /** A group name, or a mapping of group, cancel-in-progress and queue. */
  default Optional<Template> concurrency() {
    return head().concurrency();
  }

  /** What its token may do: its own, else the workflow's; absent when the default applies. */
  default Optional<Permissions> permissions() {
    return head().permissions();
  }
}
