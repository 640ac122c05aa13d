package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import dev.slipway.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
