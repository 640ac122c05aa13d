package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static String excerpt(String text, int line, int column) {
    return Excerpt.of(text, new Position("a.yml", line, column));
  }

  @Test
  void aCaretStandsUnderTheColumn() {
    assertThat(excerpt("on: push\njobs:\n  bild: x\n", 3, 3))
        .isEqualTo("    3 |   bild: x\n      |   ^\n");
  }

  @Test
  void tabsAreWidened() {
    assertThat(excerpt("a\tb", 1, 3)).isEqualTo("    1 | a    b\n      |      ^\n");
  }

  @Test
  void unprintableCharactersBecomeDots() {
    assertThat(excerpt("a\u0007\u202Eb\uD83D\uDE80c", 1, 6))
        .isEqualTo("    1 | a··b·c\n      |      ^\n");
  }

  @Test
  void aLongLineIsCutAroundTheCaret() {
    List<String> lines = excerpt("x".repeat(500) + "!" + "y".repeat(500), 1, 501).lines().toList();

    assertThat(lines.get(0)).hasSizeLessThan(120).startsWith("    1 | …x").endsWith("y…");
    assertThat(lines.get(1).indexOf('^')).isEqualTo(lines.get(0).indexOf('!'));
  }

  @Test
  void aColumnBehindTheLineStandsAtItsEnd() {
    assertThat(excerpt("ab\r\ncd", 1, 9)).isEqualTo("    1 | ab\n      |   ^\n");
    assertThat(excerpt("ab\r\ncd", 2, 1)).isEqualTo("    2 | cd\n      | ^\n");
  }

  @Test
  void aPlaceTheTextDoesNotHaveHasNoExcerpt() {
    assertThat(excerpt("a", 7, 1)).isEmpty();
    assertThat(Excerpt.of("a", Position.wholeFile("a.yml"))).isEmpty();
  }

  @Test
  void aProblemRendersHeadlineExcerptAndHint() {
    Problem problem =
        Problem.error(new Position("a.yml", 1, 1), "unknown-key", "The key 'nmae' is not known")
            .withHint("did you mean 'name'?");

    assertThat(problem.render("nmae: x"))
        .isEqualTo(
            """
            a.yml:1:1: error: The key 'nmae' is not known [unknown-key]
                1 | nmae: x
                  | ^
              hint: did you mean 'name'?
            """);
  }

  @Test
  void aWarningLeavesTheValue() {
    Problem warning = Problem.warning(Position.wholeFile("a.yml"), "old", "This is old");

    assertThat(Parsed.of(1, List.of(warning)).value()).contains(1);
    assertThat(warning.headline()).isEqualTo("a.yml: warning: This is old [old]");
  }
}
