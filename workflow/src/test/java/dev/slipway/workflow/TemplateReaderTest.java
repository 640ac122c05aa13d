package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Document;
import dev.slipway.document.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {
  private static final Shapes SHAPES =
      new Shapes(
          """
          names all github env hashFiles(1,2)

          map root
            title! text+
            count num
            flag bool
            level level
            script script
            either left|right
            list text+[]
            free free
            env env
            whatever any
          words level low high
          script text / all
          map left
            kind text
            one! text
          map right
            kind text
            two! text
          map free
            * text+ num
          map env / all
            * text+ text
          """);

  private final Findings findings = new Findings(false);

  private Optional<Template> read(String text) {
    return read(text, Rules.DEFAULT, findings);
  }

  private static Optional<Template> read(String text, Rules rules, Findings findings) {
    Document document = Document.read("a.yml", text).value().orElseThrow();
    ResultSize size = new ResultSize(rules.limits().bytes());
    return new TemplateReader(rules, findings, size).read(SHAPES.root("root"), document.root());
  }

  private List<String> problems(String text) {
    read(text);
    return findings.problems().stream().map(Problem::message).toList();
  }

  private static Value value(Optional<Template> root, String key) {
    return ((Template.Literal) ((Template.Mapping) root.orElseThrow()).find(key).orElseThrow())
        .value();
  }

  @Test
  void scalarsBecomeWhatTheirPlaceWants() {
    Optional<Template> root = read("title: 1\ncount: 0x10\nflag: true\nwhatever: true\n");

    assertThat(value(root, "title")).isEqualTo(Value.of("1"));
    assertThat(value(root, "count")).isEqualTo(Value.of(16));
    assertThat(value(root, "flag")).isEqualTo(Value.of(true));
    assertThat(value(root, "whatever")).isEqualTo(Value.of(true));
    assertThat(findings.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title:              | Unexpected value ''",
        "count: '1'          | Unexpected value '1'",
        "flag: 1             | Unexpected value '1'",
        "level: medium       | Unexpected value 'medium'",
        "level: [low]        | A sequence was not expected",
        "list: {a: b}        | A mapping was not expected",
        "list: ['']          | Unexpected value ''",
        "free: {a: b}        | Unexpected value 'b'",
        "free: {'': 1}       | Unexpected value ''",
        "other: 1            | Unexpected value 'other'",
        "either: {kind: x}   | There's not enough info to determine what you meant. Add one of"
            + " these properties: one, two",
        "either: {one: 1, two: 2} | Unexpected value 'two'",
        "script: ${{ a.b }}  | Unrecognized named-value: 'a'. Located at position 1 within"
            + " expression: a.b",
        "env: {\"${{ insert x }}\": 1} | Exactly 0 parameter(s) were expected following the"
            + " directive 'insert'. Actual parameter count: 1",
        "script: ${{ insert }} | Unexpected value '${{ insert }}'",
        "? [a] : 1           | A sequence was not expected",
        "? {a: b} : 1        | A mapping was not expected"
      })
  void whatDoesNotFitIsReportedOnce(String line, String message) {
    String title = line.startsWith("title") ? "" : "title: x\n";

    assertThat(problems(title + line.replace(" : ", "\n: ") + "\n")).containsExactly(message);
  }

  @Test
  void aMissingKeyIsReportedAtItsMapping() {
    assertThat(problems("flag: true\n")).containsExactly("Required property is missing: title");
  }

  @Test
  void keysDifferInMoreThanCase() {
    assertThat(problems("title: x\nTITLE: y\n")).containsExactly("'TITLE' is already defined");
  }

  @Test
  void alternativesAreRuledOutByTheirKeys() {
    assertThat(problems("title: x\neither: {kind: a, two: b}\n")).isEmpty();
  }

  @Test
  void computedKeysPutOffTheQuestionWhatIsMissing() {
    assertThat(problems("title: x\nenv: {\"${{ env.A }}\": 1, B: 2}\n")).isEmpty();
  }

  @Test
  void anExpressionThatIsAStringIsTheString() {
    Optional<Template> root = read("title: x\nscript: ${{ 'it''s ${{ x }}' }}\n");

    assertThat(value(root, "script")).isEqualTo(Value.of("it's ${{ x }}"));
  }

  @Test
  void bracesInQuotesDoNotCloseAnExpression() {
    Template.Mapping root =
        (Template.Mapping) read("title: x\nscript: \"${{ env['}}'] }}!\"\n").orElseThrow();

    assertThat(((Template.Computed) root.find("script").orElseThrow()).expression().source())
        .isEqualTo("format('{0}!', env['}}'])");
  }

  @Test
  void gitHubReportsAFailedExpressionAndTheTextItLeaves() {
    Findings githubs = new Findings(true);
    Rules rules =
        new Rules(
            Rules.Dialect.GITHUB, true, true, true, Rules.DEFAULT.calls(), Rules.DEFAULT.limits());

    read("title: x\ncount: ${{ \"1\" }}\n", rules, githubs);

    assertThat(githubs.texts())
        .containsExactly(
            "a.yml (Line: 2, Col: 8): Unexpected symbol: '\"1\"'. Located at position 1 within"
                + " expression: \"1\"",
            "a.yml (Line: 2, Col: 8): Unexpected value '${{ \"1\" }}'");
  }

  @Test
  void valuesNestedTooDeepEndTheReading() {
    Optional<Template> root = read("title: x\nwhatever: " + "[".repeat(60) + "]".repeat(60) + "\n");

    assertThat(root).isEmpty();
    assertThat(findings.texts()).containsExactly("a.yml: Maximum object depth exceeded");
  }

  @Test
  void tooManyValuesEndTheReading() {
    Rules rules =
        new Rules(
            Rules.Dialect.OURS,
            true,
            true,
            true,
            Rules.DEFAULT.calls(),
            new Rules.Sizes(1_000, 50, 100, 10));

    assertThat(read("title: x\nlist: [a, b, c, d]\n", rules, findings)).isEmpty();
    assertThat(findings.texts()).containsExactly("a.yml: Maximum object size exceeded");
  }
}
