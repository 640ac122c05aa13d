package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {

  @Test
  void readsWhatDotenvFilesHold() {
    String text =
        """
        # a comment
        PLAIN=value
        export EXPORTED = spaced\t
        EMPTY=
        HASH=a#b # comment
        SINGLE='no \\n escapes' # comment
        DOUBLE="a\\tb \\"c\\" \\$d"
        LINES="one
        two"
        """;

    assertThat(DotEnv.parse(".env", text))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "PLAIN", "value",
                "EXPORTED", "spaced",
                "EMPTY", "",
                "HASH", "a#b",
                "SINGLE", "no \\n escapes",
                "DOUBLE", "a\tb \"c\" $d",
                "LINES", "one\ntwo"));
  }

  @Test
  void readsTheLastLineWithoutItsEnd() {
    assertThat(DotEnv.parse(".env", "A=1\r\nB=2")).isEqualTo(Map.of("A", "1", "B", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hunter2|.env:1: expected NAME=value",
        "A=1\\n=hunter2|.env:2: expected NAME=value",
        "A=\"hunter2\\n\\n|.env:1: the quote is never closed",
        "A='x' hunter2|.env:1: unexpected text behind the value of A"
      })
  void saysWhereItIsWrongWithoutShowingAValue(String text, String message) {
    assertThatThrownBy(() -> DotEnv.parse(".env", text.replace("\\n", "\n"))).hasMessage(message);
  }

  @Test
  void readsPairsAndRefusesWhatIsNone() {
    assertThat(Pairs.of("--input", List.of("a=1", "b=x=y", "a=2")))
        .containsExactly(Map.entry("a", "2"), Map.entry("b", "x=y"));
    assertThat(Pairs.of("--matrix", ':', List.of("os:ubuntu"))).containsEntry("os", "ubuntu");
    assertThatThrownBy(() -> Pairs.of("--input", List.of("hunter2")))
        .hasMessage("--input wants NAME=VALUE after it");
  }
}
