package dev.slipway.workflow;

import dev.slipway.document.Parsed;
import dev.slipway.document.Problem;
import dev.slipway.workflow.Plan.InstancePlan;
import dev.slipway.workflow.Plan.JobPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Plans the jobs of one workflow. */
final class JobPlanner {
  private final Workflow workflow;
  private final Knowledge knowledge;
  private final Map<String, JobPlan> planned = new HashMap<>();
  private final Map<String, Obstacle> obstacles = new HashMap<>();

  /** A job that certainly does not succeed. */
  private record Obstacle(JobId job, String what) {
    private String reason(Job follower) {
      String relation = follower.needs().contains(job) ? "it needs '" : "it comes after '";
      return relation + job + "', which " + what;
    }
  }

  /**
   * @param knowledge the contexts of the workflow: {@code github}, {@code vars}, {@code inputs}
   */
  JobPlanner(Workflow workflow, Knowledge knowledge) {
    this.workflow = workflow;
    this.knowledge = knowledge;
  }

  /** The jobs in an order in which they can start: what a job needs comes before it. */
  List<JobPlan> plan() {
    List<JobPlan> jobs = new ArrayList<>(workflow.jobs().size());
    for (Job job : inOrder()) {
      JobPlan plan = plan(job);
      planned.put(key(job.id()), plan);
      jobs.add(plan);
    }
    return jobs;
  }

  private List<Job> inOrder() {
    Map<String, Integer> waiting = new LinkedHashMap<>();
    Map<String, List<Job>> followers = new HashMap<>();
    Deque<Job> ready = new ArrayDeque<>();
    for (Job job : workflow.jobs()) {
      waiting.put(key(job.id()), job.needs().size());
      for (JobId need : job.needs()) {
        followers.computeIfAbsent(key(need), id -> new ArrayList<>()).add(job);
      }
      if (job.needs().isEmpty()) {
        ready.add(job);
      }
    }
    List<Job> order = new ArrayList<>(workflow.jobs().size());
    while (!ready.isEmpty()) {
      Job job = ready.remove();
      order.add(job);
      for (Job follower : followers.getOrDefault(key(job.id()), List.of())) {
        if (waiting.merge(key(follower.id()), -1, Integer::sum) == 0) {
          ready.add(follower);
        }
      }
    }
    return order;
  }

  private static String key(JobId id) {
    return id.value().toLowerCase(Locale.ROOT);
  }

  private JobPlan plan(Job job) {
    int stage = 0;
    for (JobId need : job.needs()) {
      JobPlan before = planned.get(key(need));
      if (before != null) {
        stage = Math.max(stage, before.stage() + 1);
      }
    }
    Knowledge known = job.needs().isEmpty() ? withoutNeeds() : knowledge;
    Optional<Obstacle> obstacle = obstacle(job);
    obstacle.ifPresent(found -> obstacles.put(key(job.id()), found));
    Decision decision =
        new ConditionForecast(
                job.condition(), job.position(), known, obstacle.map(found -> found.reason(job)))
            .decision();
    if (decision.isSkip()) {
      return new JobPlan(job, stage, decision, List.of(), Optional.empty(), List.of());
    }
    return expand(job, stage, decision, known);
  }

  /** A job without needs sees an empty {@code needs} context, not an unknown one. */
  private Knowledge withoutNeeds() {
    return knowledge.with("needs", ObjectValue.empty());
  }

  /**
   * What makes the job's success() certainly false: a job before it that is skipped or cannot
   * start. One that runs in spite of a skipped one does not make up for it: GitHub looks at all
   * jobs that come before.
   */
  private Optional<Obstacle> obstacle(Job job) {
    for (JobId need : job.needs()) {
      JobPlan before = planned.get(key(need));
      if (before != null && before.decision().isSkip()) {
        return Optional.of(new Obstacle(need, "is skipped"));
      }
      if (before != null && !before.problems().isEmpty()) {
        return Optional.of(new Obstacle(need, "fails"));
      }
    }
    for (JobId need : job.needs()) {
      Obstacle inherited = obstacles.get(key(need));
      if (inherited != null) {
        return Optional.of(inherited);
      }
    }
    return Optional.empty();
  }

  private JobPlan expand(Job job, int stage, Decision decision, Knowledge known) {
    if (job.strategy().isEmpty()) {
      return instances(job, stage, decision, known, Strategy.NONE);
    }
    Template template = job.strategy().get();
    try {
      Guess guess = new Foresight(known).guess(template);
      if (guess.certain().isEmpty()) {
        String causes = String.join(", ", guess.causes());
        return new JobPlan(job, stage, decision, List.of(), Optional.of(causes), List.of());
      }
      Parsed<Strategy> strategy = Strategy.of(template, guess.certain().get());
      if (strategy.value().isPresent()) {
        return instances(job, stage, decision, known, strategy.value().get());
      }
      return failing(job, stage, decision, strategy.problems());
    } catch (ExpressionException e) {
      String message = String.valueOf(e.getMessage());
      Problem problem = Problem.error(template.position(), "invalid-strategy", message);
      return failing(job, stage, decision, List.of(problem));
    }
  }

  private static JobPlan failing(Job job, int stage, Decision decision, List<Problem> problems) {
    return new JobPlan(job, stage, decision, List.of(), Optional.empty(), problems);
  }

  private static JobPlan instances(
      Job job, int stage, Decision decision, Knowledge known, Strategy strategy) {
    List<InstancePlan> instances = new ArrayList<>();
    for (MatrixCell cell : strategy.cells()) {
      Knowledge inCell =
          known.with("matrix", cell.context()).with("strategy", strategy.context(cell));
      instances.add(new InstancePlanner(job, cell, inCell).plan());
    }
    return new JobPlan(job, stage, decision, instances, Optional.empty(), List.of());
  }
}
