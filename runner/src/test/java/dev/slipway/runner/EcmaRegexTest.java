package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaRegexTest {
  private static boolean finds(String regexp, String text) {
    return EcmaRegex.compile(regexp).match(new TimedText(text, MatcherSession.TIME_LIMIT)) != null;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`^(.+):\\sline\\s(\\d+),\\scol$`~line",
        "`^([^\\s].*)[\\(:](\\d+)(error|warning)\\s+TS(\\d+)`~TS",
        "`a\\.b\\[c\\]`~a.b[c]",
        "`abcd?ef`~abc",
        "`abcd*ef`~abc",
        "`abcd+ef`~abcd",
        "`ab{2}cde`~cde",
        "`abc{x}`~ab",
        "`[abc]]x`~]x",
        "`[]abc]x`~x",
        "`[^]abc]x`~x",
        "`[\\]abc]x`~x",
        "`(abcdef)g`~g",
        "`x👋?yz`~yz",
        "`abc|def`~``",
        "`(?i)abc`~``",
        "`(?:abc|def)gh`~gh",
        "`(?<name>abc)gh`~gh",
        "`^.*$`~``",
        "`a\\x41bc`~bc",
        "`a\\u0041bc`~bc",
        "`(?<n>a)\\k<n>bc`~bc",
        "`(a)\\12bc`~bc",
        "`\\p{Lu}bc`~bc"
      })
  void knowsATextThatMustStandInALine(String regexp, String required) {
    assertThat(RequiredText.of(regexp)).isEqualTo(required);
  }

  @Test
  void beginningCountsOnlyForItsBranch() {
    assertThat(finds("^a|b", "xb")).isTrue();
    assertThat(finds("^(a|b)", "xb")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "^[a[]+$ | a[a | true",
        "^[a&&b]+$ | a&b | true",
        "^[]a]+$ | ]a] | true",
        "^[^]a]+$ | bc | true",
        "^[^]a]+$ | b]c | false",
        "^[\\]\\[]+$ | [] | true",
        "^a{2}$ | aa | true",
        "^a{1,}b{0,1}$ | aaa | true",
        "^a{x}$ | a{x} | true",
        "^{a$ | {a | true",
        "^a{,2}$ | a{,2} | true",
        "^a}$ | a} | true",
        "^\\{a\\/b-\\-c\\}$ | {a/b--c} | true",
        "^\\d+\\s\\w$ | 12 a | true",
        "^(?:a)(?=c).$ | ac | true",
        "^a.b$ | a\u0085b | true"
      })
  void matchesAsDotNetDoes(String regexp, String text, boolean matches) {
    assertThat(finds(regexp, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // eslint-compact, eslint-stylish, tsc and python, as setup-node and setup-python add them
        "`^(.+):\\sline\\s(\\d+),\\scol\\s(\\d+),\\s(Error|Warning|Info)\\s-\\s(.+)\\s\\((.+)\\)$`"
            + "|`a.js: line 1, col 2, Error - No. (no-x)`",
        "`^([^\\s].*)$`|`/src/a.js`",
        "`^\\s+(\\d+):(\\d+)\\s+(error|warning|info)\\s+(.*)\\s\\s+(.*)$`"
            + "|`  3:7  error  Unexpected  no-undef`",
        "`^([^\\s].*)[\\(:](\\d+)[,:](\\d+)(?:\\):\\s+|\\s+-\\s+)(error|warning|info)\\s+TS(\\d+)\\s*:\\s*(.*)$`|`a.ts(1,2):"
            + " error TS2304: Cannot find`",
        "`^\\s*File\\s\\\"(.*)\\\",\\sline\\s(\\d+),\\sin\\s(.*)$`|`  File \"a.py\", line 3, in f`"
      })
  void readsTheWellKnownMatchers(String regexp, String line) {
    assertThat(finds(regexp, line)).isTrue();
  }

  @Test
  void refusesWhatIsNoExpression() {
    assertThatThrownBy(() -> EcmaRegex.compile("(a")).isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> EcmaRegex.compile("[a")).isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> EcmaRegex.compile("a\\")).isInstanceOf(PatternSyntaxException.class);
  }
}
