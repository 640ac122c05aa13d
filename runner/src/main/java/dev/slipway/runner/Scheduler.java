package dev.slipway.runner;

import dev.slipway.document.Parsed;
import dev.slipway.workflow.Conclusion;
import dev.slipway.workflow.Contexts;
import dev.slipway.workflow.ExpressionException;
import dev.slipway.workflow.Job;
import dev.slipway.workflow.JobId;
import dev.slipway.workflow.JobName;
import dev.slipway.workflow.MatrixCell;
import dev.slipway.workflow.ObjectValue;
import dev.slipway.workflow.StatusFunctions;
import dev.slipway.workflow.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Runs the jobs of one workflow, each the moment its needs are met.
 *
 * <p>Every job waits on a virtual thread of its own for the jobs it needs; there are no stages.
 * What stands in a job's way (a false condition, a broken expression, a failed need) is its result,
 * never an exception.
 */
final class Scheduler {
  private final WorkflowScope scope;
  private final LegRunner legs;
  private final Map<String, CompletableFuture<JobResult>> results = new LinkedHashMap<>();

  /** Runs one job of a matrix, or a job without one. */
  interface LegRunner {
    JobResult run(Leg leg);
  }

  /**
   * One job as it will run.
   *
   * @param contexts what its expressions see: those of the workflow, needs, strategy and matrix
   */
  record Leg(
      JobKey key,
      String name,
      Job job,
      WorkflowScope scope,
      Contexts contexts,
      Cancellation cancellation) {}

  Scheduler(WorkflowScope scope, LegRunner legs) {
    this.scope = scope;
    this.legs = legs;
    for (Job job : scope.jobs()) {
      results.put(job.id().value(), new CompletableFuture<>());
    }
  }

  /** Runs all jobs to their end; results in the order written. */
  Map<String, JobResult> run() {
    for (Job job : scope.jobs()) {
      scope.recorder().add(scope.key(job.id()), queued(job));
    }
    for (Job job : scope.jobs()) {
      Thread.ofVirtual().name("job " + scope.key(job.id())).start(() -> settle(job));
    }
    Map<String, JobResult> ended = new LinkedHashMap<>();
    results.forEach((id, result) -> ended.put(id, result.join()));
    return ended;
  }

  private RunEvent queued(Job job) {
    List<JobKey> needs = job.needs().stream().map(scope::key).toList();
    return new RunEvent.JobQueued(scope.key(job.id()), plainName(job), needs);
  }

  private static String plainName(Job job) {
    return job.name()
        .filter(name -> name.isLiteral())
        .map(name -> name.evaluate(Contexts.empty()).text())
        .filter(text -> !text.isEmpty())
        .orElse(job.id().value());
  }

  private void settle(Job job) {
    CompletableFuture<JobResult> result = result(job.id());
    try {
      result.complete(decide(job));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private CompletableFuture<JobResult> result(JobId id) {
    return Optional.ofNullable(results.get(id.value()))
        .orElseThrow(() -> new IllegalStateException("no job '" + id + "' in " + scope.path()));
  }

  private JobResult decide(Job job) {
    Map<String, JobResult> needs = new LinkedHashMap<>();
    job.needs().forEach(id -> needs.put(id.value(), result(id).join()));
    Lineage lineage = Lineage.of(needs);
    Duration before =
        needs.values().stream().map(JobResult::path).max(Duration::compareTo).orElse(Duration.ZERO);
    return attempt(job, needs, lineage).after(lineage, before);
  }

  private JobResult attempt(Job job, Map<String, JobResult> needs, Lineage lineage) {
    Contexts contexts = contexts(needs, lineage);
    try {
      if (!job.condition().evaluate(contexts).truthy()) {
        return ended(job, Conclusion.SKIPPED, whySkipped(job, lineage));
      }
      Parsed<Strategy> strategy = Strategy.evaluate(job, contexts);
      if (strategy.value().isEmpty()) {
        return ended(job, Conclusion.FAILURE, strategy.problems().getFirst().headline());
      }
      try (StopRule rule =
          new StopRule(scope.cancellation(), () -> holds(job, contexts(needs, lineage)))) {
        return runLegs(job, strategy.value().get(), contexts, rule.cancellation());
      }
    } catch (ExpressionException e) {
      return ended(job, Conclusion.FAILURE, job.position() + ": " + e.getMessage());
    }
  }

  private static boolean holds(Job job, Contexts contexts) {
    try {
      return job.condition().evaluate(contexts).truthy();
    } catch (ExpressionException e) {
      return false;
    }
  }

  private Contexts contexts(Map<String, JobResult> needs, Lineage lineage) {
    ObjectValue.Builder context = ObjectValue.builder();
    Map<String, Conclusion> byId = new LinkedHashMap<>();
    needs.forEach(
        (id, result) -> {
          context.put(id, result.context());
          byId.put(id, result.conclusion());
        });
    return StatusFunctions.forJob(
        scope.contexts().with("needs", context.build()),
        byId,
        lineage.results(),
        scope.cancellation().isRequested());
  }

  private String whySkipped(Job job, Lineage lineage) {
    if (scope.cancellation().isRequested()) {
      return "the run was cancelled";
    }
    return lineage
        .obstacle()
        .filter(obstacle -> job.condition().source().startsWith("success()"))
        .orElse("if: " + StepRunner.written(job.condition().source()) + " is false");
  }

  private JobResult ended(Job job, Conclusion conclusion, String reason) {
    JobKey key = scope.key(job.id());
    scope
        .recorder()
        .add(
            key,
            new RunEvent.JobFinished(
                key, plainName(job), conclusion, Duration.ZERO, Optional.of(reason)));
    return JobResult.of(conclusion, Map.of(), Duration.ZERO);
  }

  private JobResult runLegs(Job job, Strategy strategy, Contexts contexts, Cancellation all) {
    int most = strategy.maxParallel() > 0 ? strategy.maxParallel() : strategy.cells().size();
    Semaphore places = new Semaphore(most);
    List<CompletableFuture<JobResult>> running = new ArrayList<>();
    for (MatrixCell cell : strategy.cells()) {
      if (!scope.wants(cell)) {
        continue;
      }
      Leg leg = leg(job, strategy, cell, contexts, all);
      CompletableFuture<JobResult> result = new CompletableFuture<>();
      running.add(result);
      places.acquireUninterruptibly();
      // Steps are file work and waiting for processes: on a virtual thread each of these is handed
      // to another carrier and back.
      Thread.ofPlatform()
          .daemon()
          .name("job " + leg.key())
          .start(() -> complete(result, leg, places, strategy.failFast(), all));
    }
    List<JobResult> legResults = running.stream().map(CompletableFuture::join).toList();
    if (legResults.isEmpty()) {
      return ended(job, Conclusion.SKIPPED, "no cell of its matrix is selected");
    }
    return JobResult.of(legResults);
  }

  private Leg leg(
      Job job, Strategy strategy, MatrixCell cell, Contexts contexts, Cancellation all) {
    Contexts own = contexts.with("strategy", strategy.context(cell)).with("matrix", cell.context());
    JobKey key = scope.key(job.id());
    if (cell.matrix().isPresent()) {
      key = key.leg(cell.index());
    }
    return new Leg(key, JobName.of(job, cell, own), job, scope, own, all.child());
  }

  private void complete(
      CompletableFuture<JobResult> result,
      Leg leg,
      Semaphore places,
      boolean failFast,
      Cancellation all) {
    try {
      JobResult ended = legs.run(leg);
      if (failFast && ended.conclusion() == Conclusion.FAILURE) {
        all.request("fail-fast: '" + leg.name() + "' failed");
      }
      result.complete(ended);
    } catch (RuntimeException | Error e) {
      all.request("'" + leg.name() + "' broke");
      result.completeExceptionally(e);
    } finally {
      places.release();
    }
  }
}
