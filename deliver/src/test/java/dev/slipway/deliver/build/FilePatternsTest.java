package dev.slipway.deliver.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternsTest {

  @ParameterizedTest
  @CsvSource({
    "*.md, README.md",
    "*.md, docs/deep/README.md",
    "tests, tests/test_app.py",
    "tests/, api/tests/unit/a.py",
    "/tests, tests/a.py",
    "src/*.js, src/a.js",
    "src/**/*.js, src/a.js",
    "src/**/*.js, src/b/c/a.js",
    "./app, app/a.py",
    "**/fixtures/**, a/b/fixtures/c",
    "a?c, abc",
    "a.b, a.b",
    "**, anything/at/all"
  })
  void matches(String pattern, String path) {
    assertThat(FilePatterns.of(List.of(pattern)).match(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*.md, README.mdx",
    "tests, testsuite/a.py",
    "/tests, api/tests/a.py",
    "src/*.js, src/b/a.js",
    "src/*.js, other/src/a.js",
    "a?c, a/c",
    "a.b, axb",
    "harbor, harbour/app.py"
  })
  void leavesOut(String pattern, String path) {
    assertThat(FilePatterns.of(List.of(pattern)).match(path)).isFalse();
  }
}
