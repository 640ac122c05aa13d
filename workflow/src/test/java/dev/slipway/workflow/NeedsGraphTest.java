package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsGraphTest {
  private final Findings findings = new Findings(false);
  private final NeedsGraph graph = new NeedsGraph(findings, false);
  private int line = 1;

  private void job(String id, String... needs) {
    List<NeedsGraph.Need> all = new ArrayList<>();
    for (String need : needs) {
      all.add(new NeedsGraph.Need(new JobId(need), new Position("a.yml", ++line, 1)));
    }
    graph.add(new JobId(id), all);
  }

  private List<String> check() {
    graph.check(new Position("a.yml", 1, 1));
    return findings.texts().stream().map(text -> text.replaceAll("^.*\\): ", "")).toList();
  }

  @Test
  void aGraphThatEndsIsFine() {
    job("a");
    job("b", "a");
    job("c", "A", "B");

    assertThat(check()).isEmpty();
  }

  @Test
  void everyEdgeOfACycleIsReported() {
    job("start");
    job("a", "b", "start");
    job("b", "a");
    job("after", "b");

    assertThat(check())
        .containsExactly(
            "Job 'a' depends on job 'b' which creates a cycle in the dependency graph.",
            "Job 'b' depends on job 'a' which creates a cycle in the dependency graph.");
  }

  @Test
  void anUnknownJobIsReportedThoughNothingCanStart() {
    job("a", "b");

    assertThat(check()).containsExactly("Job 'a' depends on unknown job 'b'.");
  }

  @Test
  void aNeedNamedTwiceIsOneNeed() {
    job("a");
    job("b", "a", "a");

    assertThat(check()).isEmpty();
  }

  @Test
  void aWorkflowWithoutJobsHasNoFirstOne() {
    assertThat(check())
        .containsExactly("The workflow must contain at least one job with no dependencies.");
  }

  @Test
  void aChainOfManyJobsIsNoStackOverflow() {
    job("j0");
    for (int index = 1; index < 20_000; index++) {
      job("j" + index, "j" + (index - 1));
    }

    assertThat(check()).isEmpty();
  }

  @Test
  void aRingOfManyJobsEnds() {
    for (int index = 0; index < 5_000; index++) {
      job("j" + index, "j" + (index + 1) % 5_000);
    }

    assertThat(check()).hasSize(5_000);
  }
}
