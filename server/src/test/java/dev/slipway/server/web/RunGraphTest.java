package dev.slipway.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunGraphTest {
  private static RunFacts.Job job(String key, String... needs) {
    return new RunFacts.Job(
        key, key, Status.QUEUED, List.of(needs), Optional.empty(), Optional.empty(), "", List.of());
  }

  private static List<List<String>> columns(RunGraph graph) {
    return graph.columns().stream()
        .map(column -> column.stream().map(RunGraph.Box::id).toList())
        .toList();
  }

  private static List<String> edges(RunGraph graph) {
    return graph.edges().stream().map(edge -> edge.from().id() + ">" + edge.to().id()).toList();
  }

  @Test
  void putsAJobBehindAllThatItNeeds() {
    RunGraph graph =
        RunGraph.of(List.of(job("a"), job("b", "a"), job("c", "a", "b"), job("d", "a")));

    assertThat(columns(graph)).containsExactly(List.of("a"), List.of("b", "d"), List.of("c"));
  }

  @Test
  void leavesOutEdgesThatFollowFromOthers() {
    RunGraph graph = RunGraph.of(List.of(job("a"), job("b", "a"), job("c", "a", "b")));

    assertThat(edges(graph)).containsExactly("a>b", "b>c");
  }

  @Test
  void putsTheLegsOfAMatrixInOneBox() {
    RunGraph graph =
        RunGraph.of(List.of(job("a"), job("t[0]", "a"), job("t[1]", "a"), job("z", "t")));

    assertThat(columns(graph)).containsExactly(List.of("a"), List.of("t"), List.of("z"));
    assertThat(edges(graph)).containsExactly("a>t", "t>z");
    assertThat(graph.columns().get(1).getFirst().jobs()).hasSize(2);
  }

  @Test
  void drawsJobsOfACircleTooWhichNoWorkflowHas() {
    RunGraph graph = RunGraph.of(List.of(job("a", "b"), job("b", "a"), job("c", "missing")));

    assertThat(graph.columns().stream().mapToInt(List::size).sum()).isEqualTo(3);
  }

  @Test
  void drawsEveryJobAsALinkWithItsNameEscaped() {
    StringOutput output = new StringOutput();
    RunGraph graph = RunGraph.of(List.of(job("<script>"), job("b", "<script>")));

    new GraphDrawing(graph, "/runs/1").writeTo(new OwaspHtmlTemplateOutput(output));

    assertThat(output.toString())
        .contains("<a href=\"/runs/1/jobs/b\">", "&lt;script&gt;", "class=\"edge\"")
        .doesNotContain("<script");
  }
}
