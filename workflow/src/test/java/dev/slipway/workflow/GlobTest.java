package dev.slipway.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "main, main, true",
    "main, mainline, false",
    "*, main, true",
    "*, feature/x, false",
    "**, all/the/branches, true",
    "feature/*, feature/my-branch, true",
    "feature/*, feature/a/b, false",
    "feature/**, feature/beta-a/my-branch, true",
    "feature/**, feature/, true",
    "*feature, ver-10-feature, true",
    "v2*, v2, true",
    "v2*, v2.9, true",
    "v[12].[0-9]+.[0-9]+, v1.10.1, true",
    "v[12].[0-9]+.[0-9]+, v3.0.0, false",
    "v[12].[0-9]+.[0-9]+, v1..1, false",
    "*.jsx?, page.js, true",
    "*.jsx?, page.jsx, true",
    "*.jsx?, page.jsxx, false",
    "*.js, js/index.js, false",
    "**.js, src/js/app.js, true",
    "**.js, index.js, true",
    "docs/*, docs/a/b.txt, false",
    "docs/**, docs/mona/octocat.txt, true",
    "docs/**, docs, false",
    "docs/**/*.md, docs/README.md, true",
    "docs/**/*.md, docs/a/markdown/file.md, true",
    "docs/**/*.md, docsx/file.md, false",
    "**/docs/**, docs/hello.md, true",
    "**/docs/**, space/docs/plan/space.doc, true",
    "**/docs/**, mydocs/x, false",
    "**/README.md, README.md, true",
    "**/README.md, js/README.md, true",
    "**/README.md, js/xREADME.md, false",
    "**/*src/**, a/src/app.js, true",
    "**/*src/**, my-src/code/js/app.js, true",
    "**/*-post.md, path/their-post.md, true",
    "**/migrate-*.sql, db/sept/migrate-v1.sql, true",
    "a+b, aaab, true",
    "a+b, b, false",
    "ab?c, ac, true",
    "+x, +x, true",
    "?x, ?x, true",
    ".yml, fyml, false",
    "'\\!file', '!file', true",
    "'a\\*b', 'a*b', true",
    "'a\\*b', axb, false",
    "'a\\\\b', 'a\\b', true"
  })
  void matchesAsGitHubDocuments(String pattern, String text, boolean matches) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "a[, the '[' at position 2 has no closing ']'",
    "a[]b, the brackets '[]' at position 2 are empty",
    "[z-a], 'the range ''z-a'' is none of a-z, A-Z and 0-9'",
    "[a-Z], 'the range ''a-Z'' is none of a-z, A-Z and 0-9'",
    "[*], '''*'' in brackets is no letter and no digit'",
    "'a\\', 'nothing follows the ''\\'' at its end'"
  })
  void saysWhatIsWrongWithAPatternAndMatchesItsTextAlone(String pattern, String flaw) {
    Glob glob = Glob.of(pattern);

    assertThat(glob.flaw()).hasValue(flaw);
    assertThat(glob.matches(pattern)).isTrue();
  }

  @Test
  void aRangeUpToTheLastCharacterThereIsEnds() {
    assertThat(Glob.of("[a-\uffff]").flaw()).isPresent();
  }

  @Test
  void theLastPatternThatMatchesDecides() {
    Patterns patterns =
        Patterns.of(List.of("releases/**", "!releases/**-alpha", "releases/1-alpha"));

    assertThat(patterns.includes("releases/10")).isTrue();
    assertThat(patterns.includes("releases/beta/3-alpha")).isFalse();
    assertThat(patterns.includes("releases/1-alpha")).isTrue();
    assertThat(patterns.includes("main")).isFalse();
    assertThat(patterns.deciding("releases/2-alpha"))
        .map(Glob::source)
        .hasValue("!releases/**-alpha");
  }

  @Test
  void aPatternMadeToBacktrackIsAnsweredAtOnce() {
    Glob glob = Glob.of("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*ab");

    assertThat(glob.matches("a".repeat(2_000))).isFalse();
  }
}
