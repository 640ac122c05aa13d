package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden plans: {@code NN_name.yml} holds workflows between lines of {@code ---}; its first line
 * says for which event, as {@code # event: push refs/heads/main key=value ...}.
 */
class PlannerTest {
  private static final Path FIXTURES = Path.of("src/test/resources/dev/slipway/workflow/plans");

  @TestFactory
  Stream<DynamicTest> plansAsWritten() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file);
    Path expected = Path.of(file.toString().replace(".yml", ".expected.txt"));

    String plan = PlanText.render(plan(text));

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, plan);
    }
    assertThat(plan).isEqualTo(Files.readString(expected));
  }

  private static Plan plan(String text) {
    List<Workflow> workflows = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    int number = 1;
    for (String part : text.split("(?m)^---\n", -1)) {
      files.put(".github/workflows/w" + number++ + ".yml", part);
    }
    files.forEach((path, source) -> workflows.add(read(path, source, files)));
    String[] event = text.lines().findFirst().orElse("").split(" ", -1);
    RepositoryFacts facts = EventPayloadsTest.facts(event[3]);
    EventPayloads payloads = new EventPayloads(facts);
    Map<String, String> inputs = new LinkedHashMap<>();
    for (int i = 4; i < event.length; i++) {
      String[] pair = event[i].split("=", 2);
      inputs.put(pair[0], pair[1]);
    }
    TriggerEvent trigger = payloads.of(event[2]);
    if (event[2].equals("workflow_dispatch")) {
      trigger = payloads.workflowDispatch(inputs);
    }
    PlanRequest request =
        PlanRequest.of(facts, trigger).withVars(ObjectValue.ofTexts(Map.of("REGION", "eu")));
    return Planner.plan(workflows, request);
  }

  private static Workflow read(String path, String source, Map<String, String> files) {
    Parsed<Workflow> workflow =
        WorkflowReader.read(
            path,
            source,
            (ref, caller) ->
                switch (ref) {
                  case WorkflowRef.Local local ->
                      Optional.ofNullable(files.get(local.path()))
                          .map(text -> new WorkflowLookup.Source(local.path(), text));
                  case WorkflowRef.Remote remote -> Optional.empty();
                });
    assertThat(workflow.value()).as(workflow.problems().toString()).isPresent();
    return workflow.value().get();
  }

  @Test
  void plansTenThousandJobs() {
    StringBuilder text = new StringBuilder("on: push\njobs:\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("  job").append(i).append(":\n");
      if (i > 0) {
        text.append("    needs: job").append(i - 1).append('\n');
      }
      text.append("    if: github.ref == 'refs/heads/main' && !contains(github.actor, 'bot')\n")
          .append("    runs-on: ubuntu-latest\n")
          .append("    steps:\n      - run: echo one\n      - run: echo ${{ github.sha }}\n");
    }
    Workflow workflow = jobs(text.toString());
    RepositoryFacts facts = EventPayloadsTest.facts("refs/heads/main");
    PlanRequest request = PlanRequest.of(facts, new EventPayloads(facts).push());

    long start = System.nanoTime();
    Plan plan = Planner.plan(List.of(workflow), request);
    System.out.println("plan of 10,000 jobs: " + (System.nanoTime() - start) / 1_000_000 + " ms");

    List<Plan.JobPlan> jobs = plan.workflows().getFirst().jobs();
    assertThat(jobs).hasSize(10_000).allMatch(job -> job.decision() instanceof Decision.Runs);
    assertThat(jobs.getLast().stage()).isEqualTo(9_999);
  }

  private static Workflow jobs(String text) {
    Parsed<Workflow> workflow = WorkflowReader.read("ci.yml", text);
    return workflow.value().orElseThrow(() -> new AssertionError(workflow.problems().toString()));
  }
}
