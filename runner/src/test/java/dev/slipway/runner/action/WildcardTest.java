package dev.slipway.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardTest {
  @Test
  void agreesWithARegularExpressionOnRandomPatterns() {
    var random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      String pattern = text(random, "ab*?", 6);
      String name = text(random, "ab", 8);
      String regex = pattern.replace("*", ".*").replace("?", ".");
      boolean expected = Pattern.matches(regex, name) && !(pattern.equals("*") && name.isEmpty());

      assertThat(Wildcard.matches(pattern, name)).as("%s on %s", pattern, name).isEqualTo(expected);
    }
  }

  @Test
  void neverFailsWhateverThePattern() {
    var random = new Random(7);
    for (int round = 0; round < 50_000; round++) {
      String pattern = text(random, "ab*?[]!^-\\", 10);
      Wildcard.matches(pattern, text(random, "ab]-\\", 8));
      Wildcard.unescape(pattern);
      Wildcard.isPattern(pattern);
    }
  }

  private static String text(Random random, String alphabet, int longest) {
    var text = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int at = 0; at < length; at++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a*b", "a?b", "[x]", "back\\slash", "[a-z]*", "]["})
  void anEscapedNameStandsForItselfOnly(String name) {
    String escaped = Wildcard.escape(name);

    assertThat(Wildcard.isPattern(escaped)).isFalse();
    assertThat(Wildcard.unescape(escaped)).isEqualTo(name);
    assertThat(Wildcard.matches(escaped, name)).isTrue();
    assertThat(Wildcard.matches(escaped, name + "x")).isFalse();
  }

  @Test
  void knowsWhatIsAPattern() {
    assertThat(Wildcard.isPattern("a*")).isTrue();
    assertThat(Wildcard.isPattern("a[bc]")).isTrue();
    assertThat(Wildcard.isPattern("a[b]")).isFalse();
    assertThat(Wildcard.isPattern("a[b")).isFalse();
    assertThat(Wildcard.unescape("a[b]c")).isEqualTo("abc");
  }
}
