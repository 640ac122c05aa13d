package dev.slipway.runner;

import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.action.HashFiles;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.Defaults;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What all steps of one job share. Everything in it but the environment is immutable or safe for
 * several threads.
 *
 * @param contexts what stays the same throughout the job: vars, secrets, needs, strategy, matrix,
 *     runner and the workflow's inputs
 * @param github the {@code github} context of the job
 * @param services the {@code job.services} context; waits until the services are ready
 * @param defaults the job's {@code defaults.run}, filled up from the workflow's
 */
record JobFrame(
    JobKey key,
    JobSpace space,
    Contexts contexts,
    ObjectValue github,
    Defaults defaults,
    JobEnvironment environment,
    Executor.Workbench workbench,
    OutputScope output,
    Supplier<Value> services,
    Cancellation cancellation) {

  private static final String FOLLOW_LINKS = "--follow-symbolic-links";

  /** The {@code job} context. */
  Value job(Conclusion status) {
    return ObjectValue.builder()
        .put("status", status.text())
        .lazy("services", services)
        .put("container", ObjectValue.empty())
        .put("workflow_ref", github.get("workflow_ref"))
        .put("workflow_sha", github.get("workflow_sha"))
        .put("workflow_repository", github.get("repository"))
        .put("check_run_id", Value.none())
        .build();
  }

  /** The function {@code hashFiles}. */
  Value hashFiles(List<Value> patterns) {
    List<String> texts = new ArrayList<>(patterns.stream().map(Value::text).toList());
    boolean followLinks = texts.getFirst().equalsIgnoreCase(FOLLOW_LINKS);
    if (followLinks) {
      texts.removeFirst();
    }
    try {
      return Value.of(HashFiles.of(space.folders(), texts, followLinks));
    } catch (IllegalArgumentException | SlipwayException e) {
      throw ExpressionException.evaluation("hashFiles failed: " + e.getMessage());
    }
  }

  /** The whole environment of a process of this job. */
  Map<String, String> environment(Map<String, String> step, Map<String, String> own) {
    return environment.of(step, own);
  }
}
