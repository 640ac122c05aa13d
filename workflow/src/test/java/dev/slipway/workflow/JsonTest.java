package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void writesWithTwoSpacesAndEscapes() {
    Value value =
        Json.read("{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[],\"e\":\"\\\"\\\\\\n\\u0001\"}");

    assertThat(Json.write(value))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": null
                }
              ],
              "c": {},
              "d": [],
              "e": "\\"\\\\\\n\\u0001"
            }\
            """);
    assertThat(Json.read(Json.write(value))).isEqualTo(value);
  }

  @Test
  void theLastOfTwoMembersOfOneNameCounts() {
    assertThat(Json.read("{\"a\":1,\"A\":2}")).isEqualTo(Json.read("{\"a\":2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,]", "{'a':1}", "nul", "1 2", "{\"a\" 1}", "\"open", "01", "]"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("Error parsing fromJson: ");
  }

  @Test
  void refusesAnEmptyTextInGitHubsWords() {
    assertThatThrownBy(() -> Json.read("  "))
        .hasMessage("Error reading JToken from JsonReader. Path '', line 0, position 0.");
  }

  @Test
  void refusesATextNestedDeeperThanAnyWorkflowNeeds() {
    assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
        .isInstanceOf(ExpressionException.class);
  }
}
