package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectValueTest {
  @Test
  void aBuilderThatGoesOnLeavesWhatItBuiltAlone() {
    ObjectValue.Builder builder = ObjectValue.builder().put("a", "1");
    ObjectValue first = builder.build();
    ObjectValue second = builder.put("b", "2").build();

    assertThat(first.names()).containsExactly("a");
    assertThat(second.names()).containsExactly("a", "b");
    assertThat(first.toBuilder().put("a", "9").build().get("a")).isEqualTo(Value.of("9"));
    assertThat(first.get("a")).isEqualTo(Value.of("1"));
  }

  @Test
  void membersOfAnotherObjectReplaceTheValueAndKeepThePlace() {
    ObjectValue one = ObjectValue.builder().put("a", 1).put("b", 2).build();
    ObjectValue other = ObjectValue.builder().put("B", 3).put("c", 4).build();

    ObjectValue both = one.toBuilder().putAll(other).build();

    assertThat(both.values()).containsExactly(Value.of(1), Value.of(3), Value.of(4));
    assertThat(both.get("b")).isEqualTo(Value.of(3));
  }

  @Test
  void theMapIsTheCallersOwn() {
    ObjectValue object = ObjectValue.ofTexts(Map.of("a", "1"));
    Map<String, Value> map = object.toMap();

    map.put("b", Value.none());

    assertThat(object.has("b")).isFalse();
  }

  @Test
  void theOrderOfAMapIsKept() {
    Map<String, String> texts = new LinkedHashMap<>();
    List.of("z", "a", "m").forEach(name -> texts.put(name, name));

    assertThat(ObjectValue.ofTexts(texts).names()).containsExactly("z", "a", "m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": {"b": [1]}} ~ {"a": {"b": [1]}} ~ true
          {"a": 1, "b": 2}  ~ {"b": 2, "a": 1}  ~ true
          {"a": 1}          ~ {"a": 2}          ~ false
          {"a": 1}          ~ {"b": 1}          ~ false
          {"a": 1}          ~ [1]               ~ false
          [1, 2]            ~ [1, 2]            ~ true
          [1, 2]            ~ [2, 1]            ~ false
          []                ~ {}                ~ false
          """)
  void valuesInJavaAreEqualByWhatTheyHold(String one, String other, boolean equal) {
    Value first = Json.read(one);
    Value second = Json.read(other);

    assertThat(first.equals(second)).isEqualTo(equal);
    if (equal) {
      assertThat(first).hasSameHashCodeAs(second);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          null   ~ Null    ~ false ~ ``     ~ 0
          true   ~ Boolean ~ true  ~ true   ~ 1
          false  ~ Boolean ~ false ~ false  ~ 0
          0      ~ Number  ~ false ~ 0      ~ 0
          -1.5   ~ Number  ~ true  ~ -1.5   ~ -1.5
          ""     ~ String  ~ false ~ ``     ~ 0
          "x"    ~ String  ~ true  ~ x      ~ NaN
          " 12 " ~ String  ~ true  ~ ` 12 ` ~ 12
          "0x1F" ~ String  ~ true  ~ 0x1F   ~ 31
          []     ~ Array   ~ true  ~ Array  ~ NaN
          {}     ~ Object  ~ true  ~ Object ~ NaN
          """)
  void everyKindConverts(String json, String kind, boolean truthy, String text, double number) {
    Value value = Json.read(json);

    assertThat(value.kind()).isEqualTo(kind);
    assertThat(value.truthy()).isEqualTo(truthy);
    assertThat(value.text()).isEqualTo(text);
    assertThat(value.number()).isEqualTo(Double.valueOf(number));
  }
}
