package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestScriptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pytest",
        "python -m pytest -q",
        ".venv/bin/pytest",
        "npm test",
        "npm t",
        "npm run test:coverage",
        "yarn test --ci",
        "pnpm run test",
        "npx jest --coverage",
        "go test ./...",
        "cargo test",
        "./mvnw -B verify",
        "mvn verify",
        "./gradlew check",
        "tox -e py311"
      })
  void knowsWhatRunsTests(String script) {
    assertThat(new TestScript(script).runsTests()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo hello",
        "npm run build",
        "npm install",
        "./pytest-report.sh",
        "cat pytest.ini",
        "npm run testify",
        "black --check ."
      })
  void knowsWhatDoesNot(String script) {
    assertThat(new TestScript(script).runsTests()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "# pytest", "pytest &", "pytest || true", "if pytest; then x"})
  void nothingElseMayDependOnTheTests(String script) {
    assertThat(new TestScript(script).isNothingButTestsAtTheEnd()).isFalse();
  }
}
