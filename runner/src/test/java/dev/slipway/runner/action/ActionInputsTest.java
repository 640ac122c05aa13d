package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionInputsTest {
  private final RecordedEffects effects = new RecordedEffects();

  private ActionInputs fill(Map<String, String> with) {
    return ActionInputs.fill(
        new CheckoutAction(), with, Map.of("GITHUB_REPOSITORY", "a/b"), effects);
  }

  @Test
  void fillsDefaultsAndLooksNamesUpWithoutCase() {
    ActionInputs inputs = fill(Map.of("Fetch-Depth", "0"));

    assertThat(inputs.number("fetch-depth", 1)).isZero();
    assertThat(inputs.text("repository")).isEqualTo("a/b");
    assertThat(inputs.isTrue("clean")).isTrue();
    assertThat(effects.annotations).isEmpty();
  }

  @Test
  void warnsOfUnexpectedInputsInGitHubsWords() {
    fill(Map.of("fetch_depth", "0"));

    assertThat(effects.annotations).hasSize(1);
    assertThat(effects.annotations.getFirst())
        .startsWith(
            "WARNING: Unexpected input(s) 'fetch_depth', valid inputs are ['repository', 'ref',")
        .endsWith("'allow-unsafe-pr-checkout']");
  }

  @Test
  void readsBooleansAsTheYamlCoreSchema() {
    assertThat(fill(Map.of("clean", "TRUE")).flag("clean")).isTrue();
    assertThatThrownBy(() -> fill(Map.of("clean", "yes")).flag("clean"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("YAML 1.2 \"Core Schema\" specification: clean");
  }

  @Test
  void readsLinesWithoutTheEmptyOnes() {
    assertThat(fill(Map.of("sparse-checkout", " a \n\n b\n")).lines("sparse-checkout"))
        .containsExactly("a", "b");
  }

  @Test
  void saysWhichNumberIsNone() {
    assertThatThrownBy(() -> fill(Map.of("fetch-depth", "all")).number("fetch-depth", 1))
        .hasMessage("Invalid fetch-depth: all");
  }
}
