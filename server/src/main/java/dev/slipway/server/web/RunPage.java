package dev.slipway.server.web;

import gg.jte.Content;
import java.time.Instant;
import java.util.List;

/** The page of one run. */
record RunPage(Chrome chrome, RunHead head, RunFacts facts, Instant now) implements Page {
  private static final int SHOWN = 50;

  /** The jobs as a drawing. */
  Content graph() {
    return new GraphDrawing(RunGraph.of(facts.jobs()), head.address());
  }

  /** A job's page. */
  String address(RunFacts.Job job) {
    return head.address() + "/jobs/" + job.slug();
  }

  /** How long a job ran, or has run so far. */
  Content took(RunFacts.Job job) {
    if (job.took().isPresent()) {
      String text = job.status() == Status.SKIPPED ? "" : Took.text(job.took().get());
      return output -> output.writeContent(text);
    }
    return job.started().<Content>map(at -> new When(at, now).since()).orElse(output -> {});
  }

  /** Annotations as notices, the gravest first. */
  List<Notice> notices() {
    return facts.annotations().stream()
        .sorted((one, other) -> other.annotation().level().compareTo(one.annotation().level()))
        .limit(SHOWN)
        .map(noted -> Notice.of(noted.annotation(), facts.nameOf(noted.job())))
        .toList();
  }

  /** How many annotations there are. */
  int noticeCount() {
    return facts.annotations().size();
  }

  /** Tests and coverage. */
  TestsView tests() {
    return TestsView.of(facts);
  }

  /** How an artifact's size is said. */
  static String size(long bytes) {
    return Sizes.text(bytes);
  }

  /** Where an artifact is fetched. */
  String address(RunFacts.Artifact artifact) {
    return head.address() + "/artifacts/" + Addresses.encode(artifact.name());
  }
}
