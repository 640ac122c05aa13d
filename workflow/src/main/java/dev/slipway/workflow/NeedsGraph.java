package dev.slipway.workflow;

import dev.slipway.document.Position;
import dev.slipway.document.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks that every job can start some day: all it needs exists, and no cycle. */
final class NeedsGraph {
  private final Findings findings;
  private final boolean githubs;
  private final Map<String, Waiting> jobs = new HashMap<>();
  private final List<Waiting> order = new ArrayList<>();

  /** A job that is needed, and where its id stands. */
  record Need(JobId job, Position position) {
    private String key() {
      return job.value().toLowerCase(Locale.ROOT);
    }
  }

  /** A job, what it still waits for, and who waits for it. */
  private static final class Waiting {
    private final JobId job;
    private final List<Need> needs;
    private final List<Waiting> followers = new ArrayList<>();
    private int waitingFollowers;

    Waiting(JobId job, List<Need> needs) {
      this.job = job;
      this.needs = new ArrayList<>(needs);
    }
  }

  /**
   * A graph without jobs.
   *
   * @param githubs whether to report every need that keeps a job from starting, also one that
   *     merely follows a cycle
   */
  NeedsGraph(Findings findings, boolean githubs) {
    this.findings = findings;
    this.githubs = githubs;
  }

  void add(JobId job, List<Need> needs) {
    Waiting waiting = new Waiting(job, needs);
    jobs.put(job.value().toLowerCase(Locale.ROOT), waiting);
    order.add(waiting);
  }

  /**
   * Reports what is wrong.
   *
   * @param jobsPosition where the mapping of jobs stands
   */
  void check(Position jobsPosition) {
    Deque<Waiting> ready = new ArrayDeque<>();
    for (Waiting waiting : order) {
      if (waiting.needs.isEmpty()) {
        ready.add(waiting);
      }
      needed(waiting).forEach(needed -> needed.followers.add(waiting));
    }
    if (ready.isEmpty() && (githubs || order.isEmpty())) {
      findings.error(
          jobsPosition,
          "no-first-job",
          "The workflow must contain at least one job with no dependencies.");
      return;
    }
    start(ready);
    List<Waiting> stuck = order.stream().filter(waiting -> !waiting.needs.isEmpty()).toList();
    Set<Waiting> cycles = githubs ? Set.copyOf(stuck) : cycles(stuck);
    stuck.forEach(waiting -> report(waiting, cycles));
  }

  private List<Waiting> needed(Waiting waiting) {
    List<Waiting> needed = new ArrayList<>();
    for (Need need : waiting.needs) {
      Waiting known = jobs.get(need.key());
      if (known != null) {
        needed.add(known);
      }
    }
    return needed;
  }

  private static void start(Deque<Waiting> ready) {
    while (!ready.isEmpty()) {
      Waiting done = ready.remove();
      String key = done.job.value().toLowerCase(Locale.ROOT);
      for (Waiting follower : done.followers) {
        boolean removed = follower.needs.removeIf(need -> need.key().equals(key));
        if (removed && follower.needs.isEmpty()) {
          ready.add(follower);
        }
      }
    }
  }

  /** What is left of the jobs that cannot start when those nobody waits for are taken away. */
  private Set<Waiting> cycles(List<Waiting> stuck) {
    Set<Waiting> left = new HashSet<>(stuck);
    Deque<Waiting> ends = new ArrayDeque<>();
    for (Waiting waiting : stuck) {
      waiting.waitingFollowers = (int) waiting.followers.stream().filter(left::contains).count();
      if (waiting.waitingFollowers == 0) {
        ends.add(waiting);
      }
    }
    while (!ends.isEmpty()) {
      Waiting end = ends.remove();
      left.remove(end);
      for (Waiting needed : needed(end)) {
        needed.waitingFollowers--;
        if (needed.waitingFollowers == 0) {
          ends.add(needed);
        }
      }
    }
    return left;
  }

  private void report(Waiting waiting, Set<Waiting> cycles) {
    for (Need need : waiting.needs) {
      Waiting needed = jobs.get(need.key());
      if (needed == null) {
        reportUnknown(waiting, need);
      } else if (cycles.contains(needed) && cycles.contains(waiting)) {
        findings.error(
            need.position(),
            "needs-cycle",
            "Job '%s' depends on job '%s' which creates a cycle in the dependency graph."
                .formatted(waiting.job, need.job()));
      }
    }
  }

  private void reportUnknown(Waiting waiting, Need need) {
    List<String> names = order.stream().map(known -> known.job.value()).toList();
    findings.error(
        need.position(),
        "needs-unknown",
        "Job '%s' depends on unknown job '%s'.".formatted(waiting.job, need.job()),
        Suggestions.closest(need.job().value(), names)
            .map(closest -> "did you mean '" + closest + "'?")
            .orElse(null));
  }
}
