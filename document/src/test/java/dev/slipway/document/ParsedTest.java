package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParsedTest {
  private static final Position HERE = new Position("a.yml", 1, 1);
  private static final Problem ERROR = Problem.error(HERE, "bad", "This is bad");
  private static final Problem WARNING = Problem.warning(HERE, "old", "This is old");

  @Test
  void anErrorTakesTheValueAway() {
    assertThat(Parsed.of("x", List.of(WARNING, ERROR)).isPresent()).isFalse();
    assertThat(Parsed.of("x", List.of(WARNING)).value()).contains("x");
    assertThat(Parsed.of("x").problems()).isEmpty();
  }

  @Test
  void theFormOfTheValueCanChange() {
    Parsed<Integer> length = Parsed.of("four", List.of(WARNING)).map(String::length);

    assertThat(length.value()).contains(4);
    assertThat(length.problems()).containsExactly(WARNING);
    assertThat(Parsed.<String>failed(ERROR).map(String::length).value()).isEmpty();
  }

  @Test
  void problemsAreCopied() {
    List<Problem> problems = new ArrayList<>(List.of(WARNING));
    Parsed<String> parsed = Parsed.of("x", problems);

    problems.add(ERROR);

    assertThat(parsed.problems()).containsExactly(WARNING);
  }
}
