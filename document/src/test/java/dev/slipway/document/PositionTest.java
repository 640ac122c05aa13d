package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {
  @Test
  void positionsAreInTheOrderOfTheText() {
    Position whole = Position.wholeFile("b");
    Position first = new Position("b", 1, 9);
    Position second = new Position("b", 2, 1);
    Position later = new Position("b", 2, 10);
    Position other = new Position("a", 7, 7);

    assertThat(List.of(later, whole, second, other, first).stream().sorted())
        .containsExactly(other, whole, first, second, later);
  }

  @Test
  void aWholeFileHasNoLine() {
    assertThat(Position.wholeFile("a.yml").isWholeFile()).isTrue();
    assertThat(Position.wholeFile("a.yml")).hasToString("a.yml");
    assertThat(new Position("a.yml", 1, 2).isWholeFile()).isFalse();
    assertThat(new Position("a.yml", 1, 2)).hasToString("a.yml:1:2");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-1,1", "1,-1"})
  void halfAPositionIsNone(int line, int column) {
    assertThatThrownBy(() -> new Position("a", line, column))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
