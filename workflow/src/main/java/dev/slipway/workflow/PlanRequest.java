package dev.slipway.workflow;

/**
 * What a plan is asked for.
 *
 * @param github what the {@code github} context is; {@code workflow} is set for each workflow
 * @param vars what the {@code vars} context is
 */
public record PlanRequest(TriggerEvent event, ObjectValue github, ObjectValue vars) {
  /** A plan for an event of a repository, without variables. */
  public static PlanRequest of(RepositoryFacts facts, TriggerEvent event) {
    return new PlanRequest(event, GithubContext.of(facts, event).build(), ObjectValue.empty());
  }

  /** The same with configuration variables. */
  public PlanRequest withVars(ObjectValue variables) {
    return new PlanRequest(event, github, variables);
  }
}
