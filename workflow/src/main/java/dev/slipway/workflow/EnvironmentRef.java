package dev.slipway.workflow;

import java.util.Optional;

/**
 * The environment a job deploys to.
 *
 * @param name its name, never empty
 * @param url to be evaluated when the job's steps have run
 * @param deployment whether a deployment is recorded; true unless the file says false
 */
public record EnvironmentRef(String name, Optional<Template> url, boolean deployment) {
  /**
   * Evaluates the {@code environment} of a job; empty when it has none or its name is empty.
   *
   * @throws ExpressionException when the name cannot be evaluated
   */
  public static Optional<EnvironmentRef> evaluate(StepsJob job, EvaluationContext context) {
    if (job.environment().isEmpty()) {
      return Optional.empty();
    }
    Template template = job.environment().get();
    if (!(template instanceof Template.Mapping mapping)) {
      return named(template.evaluate(context).text(), Optional.empty(), true);
    }
    String name = text(mapping, "name", context);
    boolean deployment = !text(mapping, "deployment", context).equals("false");
    return named(name, mapping.find("url"), deployment);
  }

  /** The part of the template that says the name. */
  static Template nameOf(Template environment) {
    if (environment instanceof Template.Mapping mapping) {
      return mapping.find("name").orElse(environment);
    }
    return environment;
  }

  private static String text(Template.Mapping mapping, String key, EvaluationContext context) {
    return mapping.find(key).map(template -> template.evaluate(context).text()).orElse("");
  }

  private static Optional<EnvironmentRef> named(
      String name, Optional<Template> url, boolean deployment) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new EnvironmentRef(name, url, deployment));
  }
}
