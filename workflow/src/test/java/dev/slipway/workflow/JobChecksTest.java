package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobChecksTest {
  private static List<String> problems(String line) {
    String text = "on: push\njobs:\n  build:\n    runs-on: x\n" + line.indent(4);
    return WorkflowReader.read("ci.yml", text.replace("    runs-on: x\n    runs-on", "    runs-on"))
        .problems()
        .stream()
        .map(Problem::message)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs-on: {group: mine}",
        "runs-on: {group: org/mine, labels: [a]}",
        "runs-on: {group: enterprise/mine}",
        "runs-on: {group: \"${{ github.ref }}\"}",
        "strategy: {matrix: {a: [1], exclude: [{a: 1}]}}",
        "strategy: {matrix: {include: [{a: 1}]}}",
        "strategy: {matrix: \"${{ fromJSON('{}') }}\"}",
        "strategy: \"${{ fromJSON('{}') }}\"",
        "strategy: {matrix: {a: \"${{ fromJSON('[]') }}\", b: [1]}}",
        "concurrency: x",
        "concurrency: {group: x, queue: max}",
        "container: ''",
        "container: node",
        "container: {image: \"${{ github.ref }}\"}",
        "services: {db: postgres}",
        "services: {db: {image: postgres, ports: [5432, '1:2', '127.0.0.1::5432', '[::1]:1:2/udp',"
            + " 1-9]}}",
        "snapshot: image",
        "snapshot: {image-name: x, version: 2.*}",
        "environment: ''",
        "timeout-minutes: 0.5"
      })
  void whatIsRightIsAccepted(String line) {
    assertThat(problems(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "runs-on: {group: team/mine} | Invalid runs-on group name 'team/mine'. Please use",
        "runs-on: {group: org/}      | Invalid runs-on group name 'org/'.",
        "strategy: {matrix: {a: []}} | Matrix vector 'a' does not contain any values",
        "strategy: {matrix: {a: [], b: ['${{ github.ref }}']}} | Matrix vector 'a' does not",
        "strategy: {matrix: {}}      | Matrix must define at least one vector",
        "strategy: {max-parallel: 0} | max-parallel must be a number of at least 1",
        "concurrency: {group: x, queue: max, cancel-in-progress: true} | queue: max cannot be",
        "container: docker://        | Container image cannot be empty",
        "container: {options: --x}   | Container image cannot be empty",
        "services: {db: docker://}   | Container image cannot be empty",
        "services: {db: {image: x, ports: ['x:1']}} | 'x:1' is no port mapping",
        "services: {db: {image: x, ports: [70000]}} | '70000' is no port mapping",
        "services: {db: {image: x, ports: ['1/icmp']}} | '1/icmp' is no port mapping",
        "snapshot: {image-name: x, version: 2.1} | Expected format '{major-version}.*' Actual"
      })
  void whatIsWrongIsReportedOnce(String line, String message) {
    assertThat(problems(line)).hasSize(1);
    assertThat(problems(line).getFirst()).startsWith(message);
  }

  @Test
  void aWorkflowsConcurrencyIsCheckedToo() {
    List<Problem> problems =
        WorkflowReader.read(
                "ci.yml",
                """
                on: push
                concurrency: {group: x, queue: max, cancel-in-progress: true}
                jobs: {a: {runs-on: x}}
                """)
            .problems();

    assertThat(problems).extracting(Problem::code).containsExactly("invalid-concurrency");
  }
}
