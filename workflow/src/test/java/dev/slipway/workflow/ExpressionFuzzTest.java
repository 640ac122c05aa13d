package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class ExpressionFuzzTest {
  private static final Contexts CONTEXTS =
      Contexts.empty()
          .with("github", Json.read("{\"ref\": \"main\", \"list\": [1, {\"x\": [2]}]}"))
          .withFunction("success", arguments -> Value.of(true));
  private static final Names NAMES = Names.of("github", "success(0,MAX)");

  @FuzzTest(maxDuration = "10m")
  void readsPrintsAndEvaluatesOrFailsInWords(FuzzedDataProvider data) {
    String source = data.consumeRemainingAsString();
    try {
      Expression expression = Expression.parse(source, NAMES);
      String printed = expression.toString();
      assertThat(Expression.parse(printed, NAMES)).hasToString(printed);
      Taint.of(expression);
      Value value = expression.evaluate(CONTEXTS);
      assertThat(value.text()).isNotNull();
    } catch (ExpressionException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @FuzzTest(maxDuration = "10m")
  void globsMatchOrNotWithoutFailing(FuzzedDataProvider data) {
    Glob glob = Glob.of(data.consumeString(200));
    String text = data.consumeString(500);

    assertThat(glob.matches(text)).isEqualTo(glob.matches(text));
  }
}
