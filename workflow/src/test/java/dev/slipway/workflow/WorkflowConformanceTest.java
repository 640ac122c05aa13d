package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkflowConformanceTest {
  /** The cases that pass; a change that loses one has to say so in docs/conformance.md. */
  private static final int PASSING = 157;

  @Test
  void passesGitHubsCases() throws IOException {
    Path folder =
        Path.of(System.getProperty("slipway.root"), "..", "shared/conformance/workflow-parser");
    if (!Files.isDirectory(folder)) {
      System.out.println("skipped: no conformance data in " + folder);
    }
    assumeTrue(Files.isDirectory(folder));

    List<ConformanceResult> results = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        results.add(WorkflowConformance.run(name, Files.readString(file)));
      }
    }

    List<ConformanceResult> failures = results.stream().filter(result -> !result.passed()).toList();
    failures.forEach(failure -> System.out.println(failure.name() + " " + failure.failure()));
    int passed = results.size() - failures.size();
    System.out.println("workflow-parser: " + passed + "/" + results.size());
    assertThat(passed).isGreaterThanOrEqualTo(PASSING);
  }
}
