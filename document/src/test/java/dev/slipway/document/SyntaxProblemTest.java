package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxProblemTest {
  private static Problem problem(String text) {
    Parsed<Document> parsed = Document.read("a.yml", text);
    assertThat(parsed.value()).isEmpty();
    assertThat(parsed.problems()).hasSize(1);
    return parsed.problems().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: b: c           | 1:5 | A ':' is not allowed here | in quotes",
        "a: [1             | 1:6 | While parsing a flow sequence | a bracket is not closed",
        "a: {b: 1          | 1:9 | While parsing a flow mapping | a bracket is not closed",
        "a: *              | 1:5 | While scanning an alias | put a value that starts with '*'",
        "a: @x             | 1:4 | While scanning for the next token | put the value in quotes",
        "a: 'x             | 1:4 | The quote is never closed | closing quote",
        "a: \"x            | 1:4 | The quote is never closed | closing quote"
      })
  void aSlipIsPlacedNamedAndMended(String text, String place, String message, String hint) {
    Problem problem = problem(text);

    assertThat(problem.position()).hasToString("a.yml:" + place);
    assertThat(problem.message()).startsWith(message);
    assertThat(problem.hint().orElseThrow()).contains(hint);
    assertThat(problem.code()).isEqualTo("yaml-syntax");
  }

  @Test
  void aKeyWithoutAColonIsExplained() {
    assertThat(problem("a: 1\nb\nc: 2\n").hint().orElseThrow()).contains("needs a ':'");
  }

  @Test
  void indentationThatFitsNothingIsExplained() {
    assertThat(problem("a:\n    b: 1\n  c: 2\n").hint().orElseThrow()).contains("indentation");
  }

  @Test
  void anEscapeThatIsCutShortIsNamed() {
    assertThat(problem("a: 1\nb: \"\\u").message())
        .isEqualTo("The text is not valid YAML from here on");
    assertThat(problem("a: 1\nb: \"\\u").position()).hasToString("a.yml:2:1");
  }

  @Test
  void aMessageIsOneLine() {
    assertThat(problem("\"\\x1\"").message()).doesNotContain("\n");
  }

  @Test
  void aPlaceBehindTheTextIsMovedToItsEnd() {
    assertThat(problem("a: [\n").position().line()).isLessThanOrEqualTo(2);
  }

  @Test
  void aDirectiveOfAnotherVersionIsNoFault() {
    Parsed<Document> parsed = Document.read("a.yml", "%YAML 9.9\n---\na: 1\n");

    assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
  }
}
