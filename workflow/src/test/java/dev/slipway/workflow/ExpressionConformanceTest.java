package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpressionConformanceTest {
  @Test
  void passesEveryCaseThatGitHubPublishes() throws IOException {
    Path folder =
        Path.of(System.getProperty("slipway.root", ".."), "..", "shared/conformance/expressions");
    if (!Files.isDirectory(folder)) {
      System.out.println("skipped: no conformance data beside the repository at " + folder);
      return;
    }

    List<ConformanceResult> results = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder).sorted()) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        results.addAll(
            ExpressionConformance.run(file.getFileName().toString(), Files.readString(file)));
      }
    }

    List<ConformanceResult> failures = results.stream().filter(result -> !result.passed()).toList();
    System.out.println("expressions: " + (results.size() - failures.size()) + "/" + results.size());
    assertThat(results).isNotEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void reportsWhatDiffers() {
    String cases =
        """
        {"arithmetic": [
          {"expr": "1 == 1", "result": {"kind": "Boolean", "value": true}},
          {"expr": "1 == 1", "result": {"kind": "Boolean", "value": false}},
          {"expr": "1 == 1", "result": {"kind": "Number", "value": 1}},
          {"expr": "1 ==", "result": {"kind": "Number", "value": 1}},
          {"expr": "1 ==", "err": {"kind": "parsing", "value": "Unexpected end of expression"}},
          {"expr": "1 ==", "err": {"kind": "lexing", "value": "Unexpected end of expression"}},
          {"expr": "1", "err": {"kind": "parsing", "value": "Unexpected end of expression"}}
        ]}
        """;

    List<ConformanceResult> results = ExpressionConformance.run("own.json", cases);

    assertThat(results)
        .extracting(ConformanceResult::passed)
        .containsExactly(true, false, false, false, true, false, false);
    assertThat(results.get(1).name()).isEqualTo("own.json arithmetic[1]");
    assertThat(results.get(1).failure()).isEqualTo("1 == 1: expected false but got true");
  }
}
