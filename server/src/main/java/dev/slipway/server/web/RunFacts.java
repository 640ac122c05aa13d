package dev.slipway.server.web;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One run as its entries tell it so far.
 *
 * @param sha the whole hash of the commit
 * @param took from start to end, once it has ended
 * @param cancelling whether somebody asked it to stop
 * @param jobs in the order in which they became known
 */
record RunFacts(
    String id,
    String workflow,
    String name,
    String event,
    String ref,
    String sha,
    String actor,
    Status status,
    Instant started,
    Optional<Duration> took,
    boolean cancelling,
    List<Job> jobs,
    List<Noted> annotations,
    List<Summary> summaries,
    List<Tests> tests,
    List<Covered> coverage,
    List<Artifact> artifacts) {
  /** Copies the lists. */
  RunFacts {
    jobs = List.copyOf(jobs);
    annotations = List.copyOf(annotations);
    summaries = List.copyOf(summaries);
    tests = List.copyOf(tests);
    coverage = List.copyOf(coverage);
    artifacts = List.copyOf(artifacts);
  }

  /**
   * A job.
   *
   * @param needs the keys of the jobs it waits for
   * @param reason why it waits, was skipped, cancelled or could not run; empty if there is none
   */
  record Job(
      String key,
      String name,
      Status status,
      List<String> needs,
      Optional<Instant> started,
      Optional<Duration> took,
      String reason,
      List<Step> steps) {
    /** Copies the lists. */
    Job {
      needs = List.copyOf(needs);
      steps = List.copyOf(steps);
    }

    /** The key as it stands in an address. */
    String slug() {
      return key.replace('/', '.').replace('[', '-').replace("]", "");
    }
  }

  /**
   * A step.
   *
   * @param log the log it writes to, once it has begun
   * @param reason why it failed or was skipped; empty if there is no more to say
   */
  record Step(
      int number,
      String name,
      Status status,
      Optional<String> log,
      Optional<Instant> started,
      Optional<Duration> took,
      OptionalInt exitCode,
      String reason) {}

  /** An annotation of a job. */
  record Noted(String job, Annotation annotation) {}

  /** What a job wrote to its summary. */
  record Summary(String job, String markdown) {}

  /** The test results of a job. */
  record Tests(String job, TestReport report) {}

  /** The coverage that a job found. */
  record Covered(String job, Coverage coverage) {}

  /** An artifact. */
  record Artifact(String job, String name, long bytes, String digest) {}

  /** A job by its key in an address. */
  Optional<Job> job(String slug) {
    return jobs.stream().filter(each -> each.slug().equals(slug)).findFirst();
  }

  /** The name of a job; its key if nothing is known of it. */
  String nameOf(String key) {
    return jobs.stream()
        .filter(each -> each.key().equals(key))
        .map(Job::name)
        .findFirst()
        .orElse(key);
  }
}
