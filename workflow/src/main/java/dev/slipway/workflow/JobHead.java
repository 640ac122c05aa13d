package dev.slipway.workflow;

import dev.slipway.document.Position;
import java.util.List;
import java.util.Optional;

/** What every kind of job has; {@link Job} says what each part means. */
public record JobHead(
    JobId id,
    Position position,
    Optional<Template> name,
    List<JobId> needs,
    Expression condition,
    Optional<Template> strategy,
    Optional<Template> concurrency,
    Optional<Permissions> permissions) {
  public JobHead {
    needs = List.copyOf(needs);
  }
}
