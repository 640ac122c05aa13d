package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fault.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherFileTest {
  private static List<MatcherDefinition> parse(String json) {
    return MatcherFile.parse(json.getBytes(StandardCharsets.UTF_8), "m.json");
  }

  private static List<MatcherDefinition> matcher(String properties, String... patterns) {
    return parse(
        "{\"problemMatcher\":[{"
            + properties
            + ",\"pattern\":["
            + String.join(",", patterns)
            + "]}]}");
  }

  @Test
  void readsAllProperties() {
    MatcherDefinition definition =
        matcher(
                "\"owner\":\"tsc\",\"severity\":\"Warning\",\"fromPath\":\"a.proj\"",
                "{\"regexp\":\"^(\\\\S+)$\",\"file\":1}",
                "{\"regexp\":\"(.)\",\"message\":1,\"loop\":true}")
            .getFirst();

    assertThat(definition.owner()).isEqualTo("tsc");
    assertThat(definition.severity()).isEqualTo("Warning");
    assertThat(definition.fromPath()).isEqualTo("a.proj");
    assertThat(definition.patterns()).hasSize(2);
    assertThat(definition.patterns().getLast().loop()).isTrue();
  }

  @Test
  void forgivesWhatTheRunnersReaderForgives() {
    List<MatcherDefinition> definitions =
        parse(
            """
            { // a comment
              "$schema": {"x": [1, 2]},
              "problemMatcher": [
                {"owner": "m", "applyTo": ["x"], "severity": null,
                 "pattern": [{"regexp": "(.)", "message": "1", "file": null, "kind": "file",},]},
              ],
            }
            """);

    assertThat(definitions).singleElement().extracting(MatcherDefinition::severity).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"problemMatcher\":[]}", "{\"problemMatcher\":null}"})
  void fileMayHoldNoMatcher(String json) {
    assertThat(parse(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"owner\":\"\"`, `{\"regexp\":\"(.)\",\"message\":1}`, Owner must not be empty",
        "`\"owner\":\"m\",\"severity\":\"bad\"`, `{\"regexp\":\"(.)\",\"message\":1}`,"
            + " Matcher 'm' contains unexpected default severity 'bad'",
        "`\"owner\":\"m\"`, ``, Matcher 'm' does not contain any patterns",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"file\":1}`,"
            + " At least one pattern must set 'message'",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"message\":2}`,"
            + " The property 'message' is set to 2 which is out of range",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"message\":-1}`,"
            + " The property 'message' is set to -1 which is out of range",
        "`\"owner\":\"m\"`,"
            + " `{\"regexp\":\"(.)\",\"message\":1},{\"regexp\":\"(.)\",\"message\":1}`, The"
            + " property 'message' is set twice",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"message\":1,\"loop\":true}`,"
            + " Only the last pattern in a multiline matcher may set 'loop'",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"message\":1},{\"regexp\":\".\",\"loop\":true},"
            + "{\"regexp\":\"(.)\",\"file\":1}`,"
            + " Only the last pattern in a multiline matcher may set 'loop'",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"message\":1},"
            + "{\"regexp\":\"(.)\",\"file\":1,\"loop\":true}`, The loop pattern must set 'message'",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(\",\"message\":0}`,"
            + " `m.json:1: the regular expression '(' is not valid: Unclosed group`",
        "`\"owner\":\"m\"`, `{\"regexp\":\"(.)\",\"message\":\"one\"}`,"
            + " `m.json:1: 'message' must be the number of a group, not 'one'`",
        "`\"owner\":[]`, ``, m.json:1: 'owner' must be a single value"
      })
  void saysWhichRuleIsBroken(String properties, String patterns, String message) {
    assertThatThrownBy(() -> matcher(properties, patterns))
        .isInstanceOf(SlipwayException.class)
        .hasMessage(message);
  }

  @Test
  void messageMayStandInTheFirstOfSeveralLines() {
    assertThat(
            matcher(
                "\"owner\":\"m\"",
                "{\"regexp\":\"(.)\",\"message\":1}",
                "{\"regexp\":\"(.)\",\"file\":1}"))
        .hasSize(1);
  }

  @Test
  void ownersDifferInMoreThanCase() {
    String one = "\"pattern\":[{\"regexp\":\"(.)\",\"message\":1}]}";

    assertThatThrownBy(
            () ->
                parse(
                    "{\"problemMatcher\":[{\"owner\":\"m\","
                        + one
                        + ",{\"owner\":\"M\","
                        + one
                        + "]}"))
        .hasMessage("Duplicate owner name 'M'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`[]`, `m.json:1: expected an object`",
        "`{\"problemMatcher\":{}}`, `m.json:1: expected a list in 'problemMatcher'`",
        "`{\"problemMatcher\":[1]}`, `m.json:1: expected an object in 'problemMatcher'`",
        "`{\"problemMatcher\":[{\"pattern\":{}}]}`, `m.json:1: expected a list in 'pattern'`",
        "`{\"problemMatcher\":[`, `m.json:1: not valid JSON`",
        "`{\"problemMatcher\":[{\"owner\":`, `m.json:1: not valid JSON`",
        "``, `m.json:1: expected an object`"
      })
  void saysWhereTheFileIsWrong(String json, String message) {
    assertThatThrownBy(() -> parse(json)).hasMessageStartingWith(message);
  }

  @Test
  void refusesWhatIsNoRegularFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("m.json"), "{}");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

    assertThat(MatcherFile.read(file)).isEmpty();
    assertThatThrownBy(() -> MatcherFile.read(link)).hasMessageEndingWith("not a regular file");
    assertThatThrownBy(() -> MatcherFile.read(folder)).hasMessageEndingWith("not a regular file");
  }
}
