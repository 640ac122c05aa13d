package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyTest {
  private static final Template PLACE =
      new Template.Literal(new Position("ci.yml", 1, 1), Value.none());

  private static Concurrency read(String json) {
    return Concurrency.of(PLACE, Json.read(json)).value().orElseThrow();
  }

  private static List<String> problems(String json) {
    return Concurrency.of(PLACE, Json.read(json)).problems().stream()
        .map(Problem::message)
        .toList();
  }

  @Test
  void readsANameOrAMapping() {
    assertThat(read("\"deploy\""))
        .isEqualTo(new Concurrency("deploy", false, Concurrency.Queue.SINGLE));
    assertThat(read("{\"group\": \"a\", \"cancel-in-progress\": true}"))
        .isEqualTo(new Concurrency("a", true, Concurrency.Queue.SINGLE));
    assertThat(read("{\"group\": \"a\", \"queue\": \"max\"}"))
        .isEqualTo(new Concurrency("a", false, Concurrency.Queue.MAX));
  }

  @Test
  void groupsAreTheSameWithoutRegardToCase() {
    assertThat(read("\"Deploy\"").key()).isEqualTo(read("\"dEPLOY\"").key());
  }

  @Test
  void refusesInGitHubsWords() {
    assertThat(problems("\"\"")).containsExactly("Concurrency group name cannot be empty");
    assertThat(problems("{}")).containsExactly("Concurrency group name cannot be empty");
    assertThat(problems("\"" + "x".repeat(401) + "\""))
        .containsExactly("Concurrency group name must be less than 400 characters");
    assertThat(problems("{\"group\": \"a\", \"cancel-in-progress\": \"no\"}"))
        .containsExactly("cancel-in-progress must be true or false, found \"no\"");
    assertThat(problems("{\"group\": \"a\", \"queue\": \"all\"}"))
        .containsExactly("queue must be single or max, found \"all\"");
    assertThat(problems("{\"group\": \"a\", \"queue\": \"max\", \"cancel-in-progress\": true}"))
        .containsExactly("queue: max cannot be combined with cancel-in-progress: true");
  }

  private static Concurrency evaluated(String yaml) {
    String text = "on: push\nconcurrency: " + yaml + "\njobs: {a: {runs-on: x}}\n";
    Workflow workflow = WorkflowReader.read("ci.yml", text).value().orElseThrow();
    Contexts contexts =
        Contexts.empty().with("github", Json.read("{\"ref\": \"main\", \"run_id\": \"7\"}"));
    return Concurrency.evaluate(workflow.concurrency().orElseThrow(), contexts)
        .value()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          deploy                                                          ~ deploy  ~ false ~ SINGLE
          ci-${{ github.ref }}                                            ~ ci-main ~ false ~ SINGLE
          ${{ github.head_ref || github.run_id }}                         ~ 7       ~ false ~ SINGLE
          {group: a}                                                      ~ a       ~ false ~ SINGLE
          {group: a, cancel-in-progress: false}                           ~ a       ~ false ~ SINGLE
          {group: a, cancel-in-progress: true}                            ~ a       ~ true  ~ SINGLE
          {group: a, cancel-in-progress: "${{ github.ref == 'main' }}"}   ~ a       ~ true  ~ SINGLE
          {group: a, cancel-in-progress: "${{ github.ref != 'main' }}"}   ~ a       ~ false ~ SINGLE
          {group: a, queue: single}                                       ~ a       ~ false ~ SINGLE
          {group: a, queue: max}                                          ~ a       ~ false ~ MAX
          {group: 'x-${{ github.ref }}', queue: max}                      ~ x-main  ~ false ~ MAX
          """)
  void isEvaluatedWhereItStands(
      String yaml, String group, boolean cancels, Concurrency.Queue queue) {
    assertThat(evaluated(yaml)).isEqualTo(new Concurrency(group, cancels, queue));
  }

  @Test
  void aGroupOfTheGreatestLengthIsAccepted() {
    assertThat(read("\"" + "x".repeat(400) + "\"").group()).hasSize(400);
  }

  @Test
  void aProblemStandsAtTheConcurrency() {
    assertThat(Concurrency.of(PLACE, Value.of("")).problems().getFirst().position())
        .isEqualTo(PLACE.position());
  }
}
