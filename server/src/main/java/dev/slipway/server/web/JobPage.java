package dev.slipway.server.web;

import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page of one job: its steps and their logs.
 *
 * @param excerpts parts of logs that are shown at once, by the number of the step
 */
record JobPage(
    Chrome chrome,
    RunHead head,
    RunFacts facts,
    RunFacts.Job job,
    Map<Integer, LogExcerpt> excerpts,
    Instant now)
    implements Page {
  /** Copies the map. */
  JobPage {
    excerpts = Map.copyOf(excerpts);
  }

  String address(RunFacts.Job other) {
    return head.address() + "/jobs/" + other.slug();
  }

  /** Where the browser hears of what changes; it tells which steps it knows to have begun. */
  String events() {
    return address(job) + "/events?begun=" + begun();
  }

  private long begun() {
    return job.steps().stream().filter(step -> step.log().isPresent()).count();
  }

  /** The page of a step's log. */
  String log(RunFacts.Step step) {
    return address(job) + "/steps/" + step.number() + "/log";
  }

  /** The lines of a step's log to be shown at once. */
  Optional<LogExcerpt> excerpt(RunFacts.Step step) {
    return Optional.ofNullable(excerpts.get(step.number()));
  }

  /** How long a step ran, or has run so far. */
  Content took(RunFacts.Step step) {
    if (step.took().isPresent()) {
      String text = step.status() == Status.SKIPPED ? "" : Took.text(step.took().get());
      return output -> output.writeContent(text);
    }
    return step.started().<Content>map(at -> new When(at, now).since()).orElse(output -> {});
  }

  /** How long the job ran, or has run so far. */
  Content took() {
    if (job.took().isPresent()) {
      String text = Took.text(job.took().get());
      return output -> output.writeContent(text);
    }
    return job.started().<Content>map(at -> new When(at, now).since()).orElse(output -> {});
  }

  /** The jobs it needs, of a matrix all legs. */
  List<RunFacts.Job> needs() {
    return facts.jobs().stream()
        .filter(
            each ->
                job.needs().contains(each.key())
                    || job.needs().contains(RunGraph.boxOf(each.key())))
        .toList();
  }

  /** What was remarked in it. */
  List<Notice> notices() {
    return facts.annotations().stream()
        .filter(noted -> noted.job().equals(job.key()))
        .limit(20)
        .map(noted -> Notice.of(noted.annotation(), ""))
        .toList();
  }

  /** What the exit code and the reason say of a step; empty if nothing. */
  static String reason(RunFacts.Step step) {
    if (!step.reason().isEmpty()) {
      return step.reason();
    }
    if (step.status() == Status.FAILURE && step.exitCode().isPresent()) {
      return "exit code " + step.exitCode().getAsInt();
    }
    return "";
  }
}
