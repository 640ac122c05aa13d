package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final Value DATA =
      Json.read(
          """
          {
            "ref": "refs/heads/main",
            "event": {
              "labels": [{"name": "bug"}, {"title": "no name"}, {"name": "ui"}],
              "nested": [[1, 2], [3]],
              "count": 3,
              "draft": false
            }
          }
          """);
  private static final Contexts CONTEXTS =
      Contexts.empty().with("github", DATA).withFunction("success", arguments -> Value.of(true));
  private static final Names NAMES = Names.of("github", "success(0,0)", "hashFiles(1,255)");

  private static Value evaluate(String source) {
    return Expression.parse(source, NAMES).evaluate(CONTEXTS);
  }

  private static ExpressionException failure(String source) {
    return catchThrowableOfType(ExpressionException.class, () -> evaluate(source));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          1 == 1.0                                    ~ true
          '1' == 1                                    ~ true
          'ABC' == 'abc'                              ~ true
          null == ''                                  ~ true
          null == 0                                   ~ true
          true == 1                                   ~ true
          'true' == true                              ~ false
          NaN == NaN                                  ~ false
          NaN != NaN                                  ~ true
          github == github                            ~ true
          fromJSON('[]') == fromJSON('[]')            ~ false
          'b' > 'A'                                   ~ true
          2 < '10'                                    ~ true
          '2' < '10'                                  ~ false
          null >= null                                ~ true
          null > null                                 ~ false
          1 < 2 == true                               ~ true
          !true == false                              ~ true
          !''                                         ~ true
          true && false || true                   ~ true
          true || false && false                  ~ true
          '' || 'fallback'                        ~ fallback
          'first' && 'second'                         ~ second
          0 && 'never'                                ~ 0
          (false || true) && 'grouped'            ~ grouped
          0xff                                        ~ 255
          0o17                                        ~ 15
          -1.5e3                                      ~ -1500
          .5                                          ~ 0.5
          'it''s'                                     ~ it's
          github.REF                                  ~ refs/heads/main
          github['ref']                               ~ refs/heads/main
          github.event.nested[1][0]                   ~ 3
          github.event['nested'][0][true]             ~ 2
          github.missing.deeper                       ~ ""
          github.event.nested[9]                      ~ ""
          github.event.count.deeper                   ~ ""
          join(github.event.labels.*.name, '+')       ~ bug+ui
          join(github.event.nested.*.*)               ~ 1,2,3
          join(github.event.nested[*][0])             ~ 1,3
          join(case(true, github.event.labels.*, 1).name) ~ bug,ui
          contains(github.event.labels.*.name, 'UI')  ~ true
          contains('Hello', 'ELL')                    ~ true
          contains(github, 'x')                       ~ false
          startsWith(github.ref, 'REFS/')             ~ true
          endsWith(github.ref, 'MAIN')                ~ true
          endsWith('a', 'long')                       ~ false
          format('{0}-{1}-{0}', 'a', 1)               ~ a-1-a
          format('{{{0}}}', 'x')                      ~ {x}
          toJSON(github.event.nested[1])              ~ "[
            3
          ]"
          fromJSON('{"a": {"B": [1, true]}}').A.b[1]  ~ true
          case(1 == 2, 'a', 2 == 2, 'b', 'c')         ~ b
          success() && github.event.draft             ~ false
          """)
  void evaluates(String source, String text) {
    assertThat(evaluate(source).text())
        .isEqualTo(String.valueOf(text).replace("\n          ", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          'open      ~ LEXING  ~ 0  ~ Unexpected symbol: ''open'
          1 = 2      ~ LEXING  ~ 2  ~ Unexpected symbol: '='
          a & b      ~ LEXING  ~ 2  ~ Unexpected symbol: '&'
          9z         ~ LEXING  ~ 0  ~ Unexpected symbol: '9z'
          a b@c      ~ LEXING  ~ 2  ~ Unexpected symbol: 'b@c'
          nothing    ~ PARSING ~ 0  ~ Unrecognized named-value: 'nothing'
          github.    ~ PARSING ~ 6  ~ Unexpected end of expression: '.'
          github.1   ~ PARSING ~ 7  ~ Unexpected symbol: '1'
          github..x  ~ PARSING ~ 7  ~ Unexpected symbol: '.'
          'a'.b      ~ PARSING ~ 3  ~ Unexpected symbol: '.'
          (1         ~ PARSING ~ 1  ~ Unexpected end of expression: '1'
          1)         ~ PARSING ~ 1  ~ Unexpected symbol: ')'
          1 2        ~ PARSING ~ 2  ~ Unexpected symbol: '2'
          1 !        ~ PARSING ~ 2  ~ Unexpected symbol: '!'
          && 1       ~ PARSING ~ 0  ~ Unexpected symbol: '&&'
          github[    ~ PARSING ~ 6  ~ Unexpected end of expression: '['
          github[1,2]~ PARSING ~ 8  ~ Unexpected symbol: ','
          nope()     ~ PARSING ~ 0  ~ Unrecognized function: 'nope'
          join()     ~ PARSING ~ 0  ~ Too few parameters supplied: 'join'
          join(1,2,3)~ PARSING ~ 0  ~ Too many parameters supplied: 'join'
          success(1) ~ PARSING ~ 0  ~ Too many parameters supplied: 'success'
          hashFiles()~ PARSING ~ 0  ~ Too few parameters supplied: 'hashFiles'
          join(1,)   ~ PARSING ~ 7  ~ Unexpected symbol: ')'
          """)
  void refuses(String source, String kind, int offset, String message) {
    ExpressionException failure = failure(source);

    assertThat(failure.kind().name()).isEqualTo(kind);
    assertThat(failure.offset()).hasValue(offset);
    assertThat(failure)
        .hasMessage(
            message + ". Located at position " + (offset + 1) + " within expression: " + source);
  }

  @Test
  void anEmptySourceIsNull() {
    assertThat(evaluate(" \t\n")).isEqualTo(Value.none());
  }

  @Test
  void evaluatesOnlyWhatDecidesTheResult() {
    AtomicInteger calls = new AtomicInteger();
    Contexts counting =
        CONTEXTS.withFunction(
            "hashfiles",
            arguments -> {
              calls.incrementAndGet();
              return Value.of("hash");
            });
    for (String source :
        List.of(
            "false && hashFiles('x')",
            "true || hashFiles('x')",
            "case(true, 1, hashFiles('x'))",
            "format('no argument', hashFiles('x'))")) {
      Expression.parse(source, NAMES).evaluate(counting);
    }

    assertThat(calls).hasValue(0);
  }

  @Test
  void passesHostFunctionsTheirNameInLowerCase() {
    EvaluationContext host =
        new EvaluationContext() {
          @Override
          public Value named(String context) {
            return Value.none();
          }

          @Override
          public Value call(String function, List<Value> arguments) {
            return Value.of(function + arguments);
          }
        };

    assertThat(Expression.parse("HASHFILES('a', 'b')", NAMES).evaluate(host).text())
        .isEqualTo("hashfiles[\"a\", \"b\"]");
  }

  @Test
  void namesWhatItUses() {
    Expression expression =
        Expression.parse(
            "Contains(GitHub.ref, 'x') || success()", Names.of("github", "success(0,0)"));

    assertThat(expression.contexts()).containsExactly("github");
    assertThat(expression.functions()).containsExactly("contains", "success");
    assertThat(expression).hasToString("(contains(GitHub.ref, 'x') || success())");
  }

  @Test
  void refusesATreeOfMoreThanFiftyLevelsHoweverItIsMade() {
    List<String> tooDeep =
        List.of(
            "!".repeat(50) + "1",
            "1" + " == 1".repeat(50),
            "github" + ".x".repeat(50),
            "toJSON(".repeat(50) + "1" + ")".repeat(50));
    for (String source : tooDeep) {
      assertThat(failure(source)).hasMessage("Exceeded max expression depth 50");
    }
    assertThat(failure("(".repeat(20_000))).hasMessageStartingWith("Exceeded max expression depth");
    assertThat(evaluate("(".repeat(500) + "1" + ")".repeat(500))).isEqualTo(Value.of(1));
  }

  @Test
  void refusesASourceOfMoreThanTwentyOneThousandCharacters() {
    assertThat(evaluate("1" + " ".repeat(20_999))).isEqualTo(Value.of(1));
    assertThat(failure("1" + " ".repeat(21_000)))
        .hasMessage("Exceeded max expression length 21000");
  }

  @Test
  void readsAThousandOperandsInARow() {
    assertThat(evaluate("1" + " && 1".repeat(4_000)).text()).isEqualTo("1");
  }

  @Test
  void refusesToUseMoreMemoryThanAllowed() {
    Expression expression = Expression.parse("format('{0}{0}{0}{0}', github)", NAMES);
    Contexts small = CONTEXTS.with("github", Value.of("x".repeat(300))).withMemoryLimit(2_000);

    assertThatThrownBy(() -> expression.evaluate(small))
        .isInstanceOf(ExpressionException.class)
        .hasMessage(
            "The maximum allowed memory size was exceeded while evaluating the following"
                + " expression: format('{0}{0}{0}{0}', github)");
  }

  @Test
  void freesTheMemoryOfWhatIsNoLongerReferredTo() {
    String row = "contains(github, 'y') ";
    Expression expression = Expression.parse(row + ("|| " + row).repeat(50), NAMES);
    Contexts small = CONTEXTS.with("github", Value.of("x".repeat(300))).withMemoryLimit(3_000);

    assertThat(expression.evaluate(small)).isEqualTo(Value.of(false));
  }

  @Test
  void aMissingHostFunctionSaysSo() {
    assertThatThrownBy(() -> evaluate("hashFiles('x')"))
        .hasMessage("Function 'hashfiles' is not available here");
  }
}
