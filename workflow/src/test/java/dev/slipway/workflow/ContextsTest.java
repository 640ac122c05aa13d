package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContextsTest {
  private static final Names NAMES = Names.of("github", "env", "hashFiles(1,255)");

  private static Value evaluate(String source, Contexts contexts) {
    return Expression.parse(source, NAMES).evaluate(contexts);
  }

  @Test
  void derivedContextsLeaveTheirOriginAlone() {
    Contexts origin = Contexts.of(Map.of("env", Value.of("a")));
    Contexts derived = origin.with("ENV", Value.of("b"));

    assertThat(evaluate("env", origin).text()).isEqualTo("a");
    assertThat(evaluate("env", derived).text()).isEqualTo("b");
    assertThat(derived.names()).containsExactly("env");
    assertThat(origin.has("github")).isFalse();
  }

  @Test
  void aLazyContextIsMadeByTheFirstExpressionThatNamesIt() {
    AtomicInteger made = new AtomicInteger();
    Contexts contexts =
        Contexts.empty().with(all -> all.lazy("github", () -> Value.of(made.incrementAndGet())));

    assertThat(evaluate("env", contexts)).isEqualTo(Value.none());
    assertThat(made).hasValue(0);
    assertThat(evaluate("github", contexts)).isEqualTo(Value.of(1));
    assertThat(evaluate("github", contexts)).isEqualTo(Value.of(1));
  }

  @Test
  void functionsAreFoundWithoutRegardToCase() {
    Contexts contexts =
        Contexts.empty().withFunction("HashFiles", arguments -> arguments.getLast());

    assertThat(evaluate("hashfiles('a', 'b')", contexts).text()).isEqualTo("b");
  }
}
