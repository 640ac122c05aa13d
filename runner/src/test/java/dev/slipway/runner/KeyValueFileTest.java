package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueFileTest {
  private final Map<String, String> pairs = new LinkedHashMap<>();

  private Optional<String> read(String... lines) {
    return KeyValueFile.read(String.join("\n", lines), pairs::put);
  }

  private void reads(String... lines) {
    assertThat(read(lines)).isEmpty();
  }

  private String mistake(String... lines) {
    return read(lines).orElseThrow();
  }

  @Test
  void emptyTextHoldsNothing() {
    reads("");

    assertThat(pairs).isEmpty();
  }

  @Test
  void readsNameAndValue() {
    reads("MY_ENV=MY VALUE");

    assertThat(pairs).containsExactly(entry("MY_ENV", "MY VALUE"));
  }

  @Test
  void skipsBlankLines() {
    reads("", "A=my value", "", "B=my second value", "", "");

    assertThat(pairs).containsExactly(entry("A", "my value"), entry("B", "my second value"));
  }

  @Test
  void valueMayBeEmpty() {
    reads("A=one", "B=", "C=three");

    assertThat(pairs).containsExactly(entry("A", "one"), entry("B", ""), entry("C", "three"));
  }

  @Test
  void valueMayHoldEquals() {
    reads("A==abc", "B=def=ghi", "C=jkl=");

    assertThat(pairs)
        .containsExactly(entry("A", "=abc"), entry("B", "def=ghi"), entry("C", "jkl="));
  }

  @Test
  void valueMayHoldTheHeredocMark() {
    reads("A=b<<c");

    assertThat(pairs).containsExactly(entry("A", "b<<c"));
  }

  @Test
  void keepsWhiteSpaceAroundNameAndValue() {
    reads(" A = b ");

    assertThat(pairs).containsExactly(entry(" A ", " b "));
  }

  @Test
  void lastValueOfANameWins() {
    reads("A=1", "A=2");

    assertThat(pairs).containsExactly(entry("A", "2"));
  }

  @Test
  void readsHeredoc() {
    reads("A<<EOF", "line one", "line two", "line three", "EOF");

    assertThat(pairs).containsExactly(entry("A", "line one\nline two\nline three"));
  }

  @Test
  void heredocMayBeEmpty() {
    reads("A<<EOF", "EOF");

    assertThat(pairs).containsExactly(entry("A", ""));
  }

  @Test
  void heredocMayHoldOneBlankLine() {
    reads("A<<EOF", "", "EOF");

    assertThat(pairs).containsExactly(entry("A", ""));
  }

  @Test
  void readsHeredocsBetweenBlankLines() {
    reads("", "A<<EOF", "hello", "world", "EOF", "", "B<<EOF", "HELLO", "AGAIN", "EOF", "");

    assertThat(pairs).containsExactly(entry("A", "hello\nworld"), entry("B", "HELLO\nAGAIN"));
  }

  @Test
  void delimiterMayLookLikeAMark() {
    reads("A<<=EOF", "hello", "one", "=EOF", "B<<<EOF", "hello", "two", "<EOF");

    assertThat(pairs).containsExactly(entry("A", "hello\none"), entry("B", "hello\ntwo"));
  }

  @Test
  void heredocKeepsBlankLinesAtItsEnds() {
    reads("A<<EOF", "", "three", "", "EOF");

    assertThat(pairs).containsExactly(entry("A", "\nthree\n"));
  }

  @Test
  void heredocMayHoldPairsAndIndentedDelimiters() {
    reads("A<<EOF", "hello=four", " EOF", "EOF ", "EOF");

    assertThat(pairs).containsExactly(entry("A", "hello=four\n EOF\nEOF "));
  }

  @Test
  void readsDelimitersOfTheToolkit() {
    reads("A<<ghadelimiter_1b7f", "x", "ghadelimiter_1b7f", "");

    assertThat(pairs).containsExactly(entry("A", "x"));
  }

  @Test
  void lineEndsMayBeCrLf() {
    assertThat(KeyValueFile.read("A=1\r\n\r\nB<<EOF\r\none\r\ntwo\r\nEOF\r\nC=3", pairs::put))
        .isEmpty();

    assertThat(pairs).containsExactly(entry("A", "1"), entry("B", "one\r\ntwo"), entry("C", "3"));
  }

  @Test
  void carriageReturnsWithinALineStay() {
    reads("A=1\r2");

    assertThat(pairs).containsExactly(entry("A", "1\r2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "A", "A<EOF", " "})
  void lineWithoutAMarkIsAMistake(String line) {
    assertThat(mistake("B=1", line)).isEqualTo("Invalid format '" + line + "'");
    assertThat(pairs).containsExactly(entry("B", "1"));
  }

  @ParameterizedTest
  @CsvSource({"<<EOF", "A<<", "<<"})
  void heredocNeedsNameAndDelimiter(String line) {
    assertThat(mistake(line, "x", "EOF"))
        .isEqualTo(
            "Invalid format '"
                + line
                + "'. Name must not be empty and delimiter must not be empty");
  }

  @Test
  void nameMustNotBeEmpty() {
    assertThat(mistake("=value")).isEqualTo("Invalid format '=value'. Name must not be empty");
  }

  @Test
  void heredocNeedsItsDelimiter() {
    assertThat(mistake("A<<EOF", "one", "two", ""))
        .isEqualTo("Invalid value. Matching delimiter not found 'EOF'");
    assertThat(mistake("A<<EOF")).isEqualTo("Invalid value. Matching delimiter not found 'EOF'");
    assertThat(pairs).isEmpty();
  }

  @Test
  void delimiterNeedsALineOfItsOwn() {
    assertThat(mistake("A<<EOF line one line two EOF"))
        .isEqualTo("Invalid value. Matching delimiter not found 'EOF line one line two EOF'");
    assertThat(mistake("A<<EOF", "line one EOF"))
        .isEqualTo("Invalid value. EOF marker missing new line.");
  }

  @Test
  void nulIsAMistakeSinceNoProcessCouldTakeIt() {
    assertThat(mistake("A=b\0c")).isEqualTo("Invalid value. 'A' must not hold a NUL character");
    assertThat(mistake("A\0B=c")).contains("must not hold a NUL character");
  }
}
