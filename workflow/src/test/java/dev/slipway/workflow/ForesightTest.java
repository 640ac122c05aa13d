package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.document.Position;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForesightTest {
  private static final Names NAMES =
      Names.of(
          "github",
          "inputs",
          "needs",
          "steps",
          "success(0,0)",
          "failure(0,0)",
          "cancelled(0,0)",
          "always(0,0)",
          "hashFiles(1,255)");
  private static final Knowledge KNOWLEDGE =
      Knowledge.of(Contexts.empty().with("github", Json.read("{\"ref\": \"main\", \"n\": [1]}")))
          .with("inputs", Json.read("{\"dry\": true, \"version\": null}"), Set.of("Version"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          github.ref == 'main'                  ~ true
          github.n[0]                           ~ 1
          inputs.dry                            ~ true
          inputs.version                        ~ needs inputs.version
          toJSON(inputs)                        ~ needs inputs
          needs.a.outputs.x == 1                ~ needs needs.a.outputs.x
          false && needs.a.result               ~ false
          needs.a.result && false               ~ falsy, needs needs.a.result
          needs.a.result || 'x'                 ~ truthy, needs needs.a.result
          !(needs.a.result && false)            ~ true
          needs.a.result && github.ref          ~ needs needs.a.result
          'x' || needs.a.result                 ~ x
          case(github.ref == 'main', 'a', needs.x) ~ a
          case(needs.x, 'a', 'b')               ~ needs needs.x
          hashFiles('x') != ''                  ~ needs hashFiles('x')
          github.n[needs.a.outputs.i]           ~ needs needs.a.outputs.i
          join(github.n.*, steps.x.outputs.y)   ~ needs steps.x.outputs.y
          """)
  void saysWhatIsCertainAndWhatIsMissing(String source, String expected) {
    Guess guess = new Foresight(KNOWLEDGE).guess(Expression.parse(source, NAMES));

    String said =
        guess.certain().map(Value::text).orElse("needs " + String.join(", ", guess.causes()));
    if (guess.certain().isEmpty() && guess.truth().isPresent()) {
      said = (guess.truth().get() ? "truthy" : "falsy") + ", " + said;
    }
    assertThat(said).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          ""                          ~ runs                ~ ""
          github.ref == 'main'        ~ runs                ~ if: github.ref == 'main' (github.ref is 'main')
          github.ref == 'dev'         ~ skipped             ~ if: github.ref == 'dev' does not hold (github.ref is 'main')
          always()                    ~ runs                ~ if: always()
          !cancelled()                ~ runs                ~ if: !cancelled()
          failure()                   ~ decided at run time ~ only if: failure()
          failure() && inputs.dry     ~ decided at run time ~ only if: failure() && inputs.dry
          cancelled() && false        ~ skipped             ~ if: cancelled() && false does not hold
          needs.a.outputs.x           ~ decided at run time ~ if: needs.a.outputs.x waits for needs.a.outputs.x
          fromJSON('x')               ~ decided at run time ~ if: fromJSON('x') fails
          """)
  void tellsWhetherAConditionLetsAJobRun(String written, String word, String reason) {
    Decision decision = forecast(written, Optional.empty());

    assertThat(decision.word()).isEqualTo(word);
    assertThat(decision.reason()).startsWith(reason);
  }

  @Test
  void aSkippedNeedSkipsWhoDoesNotAskForTheStatus() {
    Optional<String> obstacle = Optional.of("it needs 'a', which is skipped");

    assertThat(forecast("", obstacle).reason()).isEqualTo("it needs 'a', which is skipped");
    assertThat(forecast("github.ref", obstacle).isSkip()).isTrue();
    assertThat(forecast("always()", obstacle).word()).isEqualTo("runs");
    assertThat(forecast("!failure() && !cancelled()", obstacle).word()).isEqualTo("runs");
  }

  private static Decision forecast(String written, Optional<String> obstacle) {
    return new ConditionForecast(
            StatusFunctions.condition(written, NAMES),
            new Position("ci.yml", 1, 1),
            KNOWLEDGE,
            obstacle)
        .decision();
  }
}
