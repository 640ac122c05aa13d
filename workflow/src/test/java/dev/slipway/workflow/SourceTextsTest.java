package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import org.junit.jupiter.api.Test;

class SourceTextsTest {
  private final SourceTexts texts = new SourceTexts();

  private static Position at(int line, int column) {
    return new Position("a.yml", line, column);
  }

  @Test
  void anExpressionIsFoundByItsOrdinal() {
    texts.add("a.yml", "x: 1\r\nrun: |\r\n  ${{ a }}\r\n  é ${{ b.c }}\r\n");

    assertThat(texts.inBraces(at(2, 6), 0, "a", 0)).isEqualTo(at(3, 7));
    assertThat(texts.inBraces(at(2, 6), 1, "b.c", 2)).isEqualTo(at(4, 11));
  }

  @Test
  void anExpressionTheTextDoesNotShowIsPlacedAtItsBraces() {
    texts.add("a.yml", "run: \"${{ a\\tb }}\"\n");

    assertThat(texts.inBraces(at(1, 6), 0, "a\tb", 2)).isEqualTo(at(1, 7));
  }

  @Test
  void aBareExpressionMayStandInQuotes() {
    texts.add("a.yml", "if: a == b\nif: 'a == b'\nif: >\n  a == b\n");

    assertThat(texts.bare(at(1, 5), "a == b", 5)).isEqualTo(at(1, 10));
    assertThat(texts.bare(at(2, 5), "a == b", 5)).isEqualTo(at(2, 11));
    assertThat(texts.bare(at(3, 5), "a == b", 5)).isEqualTo(at(3, 5));
  }

  @Test
  void aFileNobodyKnowsKeepsThePlaceOfTheValue() {
    assertThat(texts.inBraces(at(1, 1), 0, "a", 0)).isEqualTo(at(1, 1));
    assertThat(texts.bare(at(9, 9), "a", 0)).isEqualTo(at(9, 9));
  }

  @Test
  void aPlaceOutsideOfTheTextIsKept() {
    texts.add("a.yml", "x");

    assertThat(texts.inBraces(at(7, 1), 0, "a", 0)).isEqualTo(at(7, 1));
    assertThat(texts.bare(at(1, 40), "a", 0)).isEqualTo(at(1, 40));
  }
}
