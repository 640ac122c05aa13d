package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void readsTheNotationOfGitHubsSchema() {
    Names names = Names.of("github", "hashFiles(1,255)", "success(0,MAX)", "always(0,0)");

    assertThat(names.allowsContext("GitHub")).isTrue();
    assertThat(names.allowsContext("hashFiles")).isFalse();
    assertThat(names.allowsFunction("HASHFILES")).isTrue();
    assertThat(names.allowsFunction("github")).isFalse();
    assertThat(names.function("success")).hasValue(new Arity(0, 255));
    assertThat(names.function("always")).hasValue(new Arity(0, 0));
  }

  @Test
  void unrestrictedNamesAllowEverythingAndCheckNoArguments() {
    Expression expression = Expression.parse("any.thing && what(1, 2, 3)", Names.unrestricted());

    assertThat(expression.contexts()).containsExactly("any");
    assertThat(expression.functions()).containsExactly("what");
  }

  @Test
  void refusesAMalformedArity() {
    assertThatThrownBy(() -> Names.of("broken(1)")).isInstanceOf(IllegalArgumentException.class);
  }
}
