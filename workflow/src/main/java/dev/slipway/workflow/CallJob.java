package dev.slipway.workflow;

import java.util.Optional;

/**
 * A job that calls another workflow.
 *
 * @param called the workflow, when whoever read the caller could supply it
 */
public record CallJob(
    JobHead head,
    WorkflowRef uses,
    Template.Mapping with,
    Secrets secrets,
    Optional<Workflow> called)
    implements Job {

  /** Which secrets the called workflow sees. */
  public sealed interface Secrets {
    /** All of the caller's. */
    record Inherit() implements Secrets {}

    /** These; none if the mapping is empty. */
    record Given(Template.Mapping values) implements Secrets {}
  }

  CallJob calling(Workflow workflow) {
    return new CallJob(head, uses, with, secrets, Optional.of(workflow));
  }
}
