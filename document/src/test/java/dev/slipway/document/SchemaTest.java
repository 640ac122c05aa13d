package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final Schema RUNNER =
      Schema.keys(
          Schema.required("name", Schema.text()),
          Schema.optional("executor", Schema.choice("host", "docker", "dummy")),
          Schema.optional("max-parallel", Schema.integer(1, 100)),
          Schema.optional("ratio", Schema.number(0, 1)),
          Schema.optional("offline", Schema.bool()),
          Schema.optional("labels", Schema.oneOf(Schema.text(), Schema.sequenceOf(Schema.text()))),
          Schema.optional("env", Schema.nullable(Schema.mapOf(Schema.text()))),
          Schema.optional("other", Schema.anything()));

  private static List<String> problems(String text) {
    Node root = Document.read("slipway.yaml", text).value().orElseThrow().root();
    return RUNNER.check(root).stream()
        .map(
            problem ->
                problem.position().line()
                    + ":"
                    + problem.position().column()
                    + " "
                    + problem.message()
                    + problem.hint().map(hint -> " | " + hint).orElse(""))
        .toList();
  }

  @Test
  void aGoodSectionHasNoProblems() {
    assertThat(
            problems(
                """
                name: box
                executor: host
                max-parallel: 4
                ratio: 0.5
                offline: true
                labels: [linux, x64]
                env: {A: 1}
                other: [[]]
                """))
        .isEmpty();
    assertThat(problems("name: box\nlabels: linux\nenv:\n")).isEmpty();
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThat(
            problems(
                """
                nmae: box
                executor: hots
                max-parallel: 1.5
                ratio: 2
                offline: 'yes'
                labels: {}
                env: {A: [], A: 1}
                """))
        .containsExactly(
            "1:1 The key 'nmae' is not known | did you mean 'name'?",
            "2:11 'hots' is not one of host, docker, dummy | did you mean 'host'?",
            "3:15 The value '1.5' is not expected here | expected is a whole number from 1 to 100",
            "4:8 '2' is not a number from 0 to 1",
            "5:10 The value 'yes' is not expected here | expected is true or false",
            "6:9 A mapping is not expected here | expected is a text or a sequence",
            "7:10 A sequence is not expected here | expected is a text",
            "7:14 'A' is already defined",
            "1:1 The key 'name' is missing");
  }

  @Test
  void aTextOfAKindSaysWhatItExpects() {
    Schema even = Schema.text("an even number of letters", text -> text.length() % 2 == 0);
    Node node = Document.read("a", "abc").value().orElseThrow().root();

    assertThat(even.check(node).getFirst().message())
        .isEqualTo("'abc' is not an even number of letters");
  }

  @Test
  void aSequenceCanBeTooShort() {
    Schema some = new Schema.SequenceOf(Schema.text(), 1);
    Node node = Document.read("a", "[]").value().orElseThrow().root();

    assertThat(some.check(node).getFirst().code()).isEqualTo("too-few");
  }

  @Test
  void anUnknownKeyFarFromAllKnownOnesListsThem() {
    assertThat(problems("name: a\nxyzzyplugh: 1\n").getFirst())
        .contains("known here: name, executor");
  }
}
