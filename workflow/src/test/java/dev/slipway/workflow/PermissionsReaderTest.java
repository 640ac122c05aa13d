package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflow.Permissions.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsReaderTest {
  private static Permissions permissions(String yaml) {
    String text = "on: push\npermissions: " + yaml + "\njobs: {a: {runs-on: x}}\n";
    return WorkflowReader.read("ci.yml", text).value().flatMap(Workflow::permissions).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    | {}
          {contents: read}                      | {contents=READ}
          {issues: write, contents: read}       | {contents=READ, issues=WRITE}
          {contents: none, checks: write}       | {checks=WRITE}
          """)
  void scopesThatAreNotNamedAllowNothing(String yaml, String levels) {
    assertThat(permissions(yaml).levels()).hasToString(levels);
    assertThat(permissions(yaml).of("pages")).isEqualTo(Level.NONE);
  }

  @Test
  void oneWordStandsForAllScopes() {
    assertThat(permissions("read-all").levels().values()).containsOnly(Level.READ);
    assertThat(permissions("write-all").levels().values()).containsOnly(Level.WRITE);
    assertThat(permissions("write-all").levels().keySet())
        .containsExactlyInAnyOrderElementsOf(Rules.SCOPES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {contents: read}                 | {contents: read}  | ''                              | ''
          {contents: read}                 | {contents: write} | ''                              | ''
          {contents: write}                | {contents: read}  | contents: write                 | contents: read
          {contents: write}                | {}                | contents: write                 | contents: none
          {issues: read, actions: write}   | {issues: read}    | actions: write                  | actions: none
          {issues: write, actions: write}  | {issues: read}    | actions: write, issues: write   | actions: none, issues: read
          {}                               | {}                | ''                              | ''
          """)
  void whatGoesBeyondIsToldScopeByScope(
      String requested, String allowed, String asked, String granted) {
    PermissionsReader.Excess excess =
        PermissionsReader.excess(permissions(requested), permissions(allowed));

    assertThat(excess).isEqualTo(new PermissionsReader.Excess(asked, granted));
    assertThat(excess.isEmpty()).isEqualTo(asked.isEmpty());
  }

  @Test
  void thePolicyHoldsWhereNobodySaysAnything() {
    List<String> scopes = List.of("contents", "packages", "issues");
    Rules.Calls limited = new Rules.Calls(true, 4, Rules.TokenPolicy.LIMITED_READ, scopes);
    Rules.Calls write = new Rules.Calls(true, 4, Rules.TokenPolicy.WRITE, scopes);

    assertThat(new PermissionsReader(limited).policy().levels())
        .isEqualTo(Map.of("contents", Level.READ, "packages", Level.READ));
    assertThat(new PermissionsReader(write).policy().levels())
        .isEqualTo(Map.of("contents", Level.WRITE, "packages", Level.WRITE, "issues", Level.WRITE));
  }
}
