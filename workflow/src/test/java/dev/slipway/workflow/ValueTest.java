package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ValueTest {
  @Test
  void objectsLookNamesUpWithoutRegardToCaseAndKeepTheFirstSpelling() {
    ObjectValue object = ObjectValue.builder().put("Name", "a").put("NAME", "b").build();

    assertThat(object.size()).isEqualTo(1);
    assertThat(object.get("name")).isEqualTo(Value.of("b"));
    assertThat(object.names()).containsExactly("Name");
    assertThat(object.get("other")).isEqualTo(Value.none());
    assertThat(object.has("nAmE")).isTrue();
  }

  @Test
  void lazyMembersAreMadeOnceAndOnlyWhenAskedFor() {
    AtomicInteger made = new AtomicInteger();
    ObjectValue object =
        ObjectValue.builder()
            .put("plain", 1)
            .lazy("event", () -> Value.of(made.incrementAndGet()))
            .build();

    ObjectValue derived = object.toBuilder().put("other", true).build();
    assertThat(derived.get("plain")).isEqualTo(Value.of(1));
    assertThat(made).hasValue(0);

    assertThat(derived.get("EVENT")).isEqualTo(Value.of(1));
    assertThat(object.get("event")).isEqualTo(Value.of(1));
    assertThat(made).hasValue(1);
  }

  @Test
  void truthFollowsJavaScript() {
    assertThat(List.of(Value.none(), Value.of(false), Value.of(0), Value.of(Double.NaN)))
        .noneMatch(Value::truthy);
    assertThat(Value.of("").truthy()).isFalse();
    assertThat(
            List.of(
                Value.of(true),
                Value.of(-1),
                Value.of("false"),
                new ArrayValue(List.of()),
                ObjectValue.empty()))
        .allMatch(Value::truthy);
  }

  @Test
  void convertsToTextAndNumber() {
    assertThat(new ArrayValue(List.of(Value.of(1))).text()).isEqualTo("Array");
    assertThat(ObjectValue.empty().text()).isEqualTo("Object");
    assertThat(Value.none().text()).isEmpty();
    assertThat(Value.of(true).number()).isEqualTo(1);
    assertThat(Value.of(false).number()).isZero();
    assertThat(ObjectValue.empty().number()).isNaN();
    assertThat(Value.of("x").kind()).isEqualTo("String");
  }

  @Test
  void reachesDeepMembersAndGivesNullWhereAPathEnds() {
    Value value = ObjectValue.of(Map.of("a", ObjectValue.ofTexts(Map.of("b", "deep"))));

    assertThat(value.path("a", "B").text()).isEqualTo("deep");
    assertThat(value.path("a", "b", "c")).isEqualTo(Value.none());
    assertThat(value.path("x", "y")).isEqualTo(Value.none());
  }
}
