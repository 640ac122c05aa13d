package dev.slipway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Node.Kind;
import dev.slipway.document.Node.Mapping;
import dev.slipway.document.Node.Scalar;
import dev.slipway.document.Node.Sequence;
import dev.slipway.document.Node.Style;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static Node root(String text) {
    Parsed<Document> parsed = Document.read("a.yml", text);
    assertThat(parsed.problems()).isEmpty();
    return parsed.value().orElseThrow().root();
  }

  private static Problem onlyProblem(String text) {
    Parsed<Document> parsed = Document.read("a.yml", text);
    assertThat(parsed.value()).isEmpty();
    assertThat(parsed.problems()).hasSize(1);
    return parsed.problems().getFirst();
  }

  @Test
  void everyValueKnowsItsLineAndColumn() {
    Mapping root = (Mapping) root("on: push\njobs:\n  build:\n    - one\n    - {a: 'b'}\n");

    Mapping jobs = (Mapping) root.find("jobs").orElseThrow();
    Sequence build = (Sequence) jobs.find("build").orElseThrow();
    Mapping flow = (Mapping) build.items().get(1);

    assertThat(root.position()).isEqualTo(new Position("a.yml", 1, 1));
    assertThat(root.find("on").orElseThrow().position()).isEqualTo(new Position("a.yml", 1, 5));
    assertThat(build.items().getFirst().position()).hasToString("a.yml:4:7");
    assertThat(flow.find("a").orElseThrow().position()).hasToString("a.yml:5:11");
  }

  @Test
  void scalarsKeepTheirTextStyleAndCoreKind() {
    Sequence root =
        (Sequence) root("- 010\n- '010'\n- \"x\\ty\"\n- |\n  a\n- >\n  b\n- ~\n- yes\n");

    assertThat(root.items().stream().map(item -> ((Scalar) item).kind()))
        .containsExactly(
            Kind.INT, Kind.STRING, Kind.STRING, Kind.STRING, Kind.STRING, Kind.NULL, Kind.STRING);
    assertThat(root.items().stream().map(item -> ((Scalar) item).style()))
        .containsExactly(
            Style.PLAIN,
            Style.SINGLE_QUOTED,
            Style.DOUBLE_QUOTED,
            Style.LITERAL,
            Style.FOLDED,
            Style.PLAIN,
            Style.PLAIN);
    assertThat(((Scalar) root.items().get(2)).text()).isEqualTo("x\ty");
  }

  @Test
  void explicitTagsDecideTheKind() {
    Sequence root =
        (Sequence) root("- !!str 1\n- !!float 1\n- !!null\n- !<tag:yaml.org,2002:bool> true\n");

    assertThat(root.items().stream().map(item -> ((Scalar) item).kind()))
        .containsExactly(Kind.STRING, Kind.FLOAT, Kind.NULL, Kind.BOOL);
  }

  @Test
  void aWrongOrUnknownTagIsAProblem() {
    assertThat(onlyProblem("a: !!int test").message())
        .isEqualTo(
            "The value 'test' on line 1 and column 4 is invalid for the type"
                + " 'tag:yaml.org,2002:int'");
    assertThat(onlyProblem("a: !!timestamp 2022-10-26").message())
        .isEqualTo("Unexpected tag 'tag:yaml.org,2002:timestamp'");
    assertThat(onlyProblem("a: !mine [1]").message()).isEqualTo("Unexpected tag '!mine'");
  }

  @Test
  void tagProblemsDoNotHideOneAnother() {
    Parsed<Document> parsed = Document.read("a.yml", "a: !!int x\nb: !!bool y\n");

    assertThat(parsed.problems())
        .extracting(Problem::position)
        .extracting(Position::line)
        .containsExactly(1, 2);
  }

  @Test
  void anAliasStandsForTheValueOfItsAnchor() {
    Mapping root = (Mapping) root("a: &x [1, 2]\nb: *x\n");

    assertThat(root.find("b")).isEqualTo(root.find("a"));
  }

  @Test
  void anAliasInsideItsOwnAnchorIsAProblem() {
    Problem problem = onlyProblem("a: &x\n  b: *x\n");

    assertThat(problem.code()).isEqualTo("unknown-anchor");
    assertThat(problem.position()).hasToString("a.yml:2:6");
  }

  @Test
  void aliasesCannotExpandBeyondTheLimit() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 12; level++) {
      String previous = "*a" + (level - 1);
      String nine = String.join(", ", java.util.Collections.nCopies(9, previous));
      laughs.append("a%d: &a%d [%s]%n".formatted(level, level, nine));
    }

    assertThat(onlyProblem(laughs.toString()).code()).isEqualTo("max-nodes");
  }

  @Test
  void aliasesCannotNestBeyondTheLimit() {
    StringBuilder deep = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level < 200; level++) {
      deep.append("a%d: &a%d [*a%d]%n".formatted(level, level, level - 1));
    }

    assertThat(onlyProblem(deep.toString()).code()).isEqualTo("max-depth");
  }

  @Test
  void anchorsAreRefusedWhenTheLimitsSaySo() {
    Parsed<Document> parsed =
        Document.read("a.yml", "a: &echo hi", Limits.DEFAULT.withoutAnchors());

    assertThat(parsed.problems().getFirst().message())
        .isEqualTo("Anchors are not currently supported. Remove the anchor 'echo'");
  }

  @Test
  void deepNestingIsAProblemAndNotAStackOverflow() {
    assertThat(onlyProblem("[".repeat(200) + "]".repeat(200)).code()).isEqualTo("max-depth");
    assertThat(onlyProblem("[".repeat(100_000)).code()).isEqualTo("max-depth");
    assertThat(onlyProblem("- ".repeat(100_000)).code()).isEqualTo("max-depth");
  }

  @Test
  void aTooLongTextIsAProblem() {
    Parsed<Document> parsed = Document.read("a.yml", "a: bc", Limits.DEFAULT.withCharacters(4));

    assertThat(parsed.problems().getFirst().message())
        .isEqualTo("The maximum file size of 4 characters has been exceeded");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    byte[] bytes = "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8);

    Node root = Document.read("a.yml", bytes).value().orElseThrow().root();

    assertThat(root.position()).hasToString("a.yml:1:1");
  }

  @Test
  void bytesThatAreNotUtf8AreAProblemAtTheirPlace() {
    Parsed<Document> parsed =
        Document.read("a.yml", new byte[] {'a', ':', '\n', ' ', (byte) 0xff, 'x'});

    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.problems().getFirst().code()).isEqualTo("not-utf-8");
    assertThat(parsed.problems().getFirst().position()).hasToString("a.yml:2:2");
  }

  @Test
  void aCutUtf8SequenceAtTheEndIsAProblem() {
    byte[] bytes = {'a', ':', ' ', (byte) 0xe2, (byte) 0x82};

    assertThat(Document.read("a.yml", bytes).problems()).isNotEmpty();
  }

  @Test
  void aNulIsReportedAsBinary() {
    assertThat(onlyProblem("a: \0").code()).isEqualTo("binary");
  }

  @Test
  void aControlCharacterIsNamed() {
    Problem problem = onlyProblem("a: b\nc: \u0007d\n");

    assertThat(problem.message()).isEqualTo("The character U+0007 is not allowed in YAML");
    assertThat(problem.position()).hasToString("a.yml:2:4");
  }

  @Test
  void aTabAsIndentationIsNamed() {
    Problem problem = onlyProblem("a:\n\tb: 1\n");

    assertThat(problem.message()).isEqualTo("A tab is not allowed here");
    assertThat(problem.position()).hasToString("a.yml:2:1");
  }

  @Test
  void anUnterminatedQuoteIsReportedWhereItBegins() {
    Problem problem = onlyProblem("a: 1\nb: 'open\nc: 2\n");

    assertThat(problem.message()).isEqualTo("The quote is never closed");
    assertThat(problem.position()).hasToString("a.yml:2:4");
  }

  @Test
  void linesEndWithAnyLineBreak() {
    Mapping root = (Mapping) root("a: 1\r\nb: 2\rc: 3\n");

    assertThat(root.find("c").orElseThrow().position()).hasToString("a.yml:3:4");
  }

  @Test
  void columnsCountCodePoints() {
    Mapping root = (Mapping) root("{\"\uD83D\uDE80\": x}");

    assertThat(root.entries().getFirst().value().position()).hasToString("a.yml:1:7");
  }

  @Test
  void anEmptyTextIsANullValue() {
    assertThat(((Scalar) root("")).kind()).isEqualTo(Kind.NULL);
    assertThat(((Scalar) root("# nothing\n")).kind()).isEqualTo(Kind.NULL);
  }

  @Test
  void aSecondDocumentIsAProblem() {
    assertThat(onlyProblem("a: 1\n---\nb: 2\n").code()).isEqualTo("many-documents");
  }

  @Test
  void mappingsAnswerTheTextOfAKey() {
    Mapping root = (Mapping) root("a: 1\nb:\nc: []\n");

    assertThat(root.text("a")).contains("1");
    assertThat(root.text("b")).isEmpty();
    assertThat(root.text("c")).isEmpty();
    assertThat(root.text("d")).isEmpty();
  }
}
