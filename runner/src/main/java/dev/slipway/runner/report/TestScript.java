package dev.slipway.runner.report;

import java.util.List;
import java.util.regex.Pattern;

/** What the script of a step says about the tests it runs. */
final class TestScript {
  private static final Pattern RUNNER =
      Pattern.compile(
          "(?<![\\w.-])(?:pytest|py\\.test|jest|vitest|mocha|tox|nox"
              + "|(?:npm|yarn|pnpm|bun)\\s+(?:run\\s+)?(?:test|t)\\b[\\w:.-]*"
              + "|npx\\s+(?:jest|vitest|mocha)|(?:\\./)?mvnw?\\b|(?:\\./)?gradlew?\\b"
              + "|go\\s+test|cargo\\s+test)(?![\\w.-])");
  private static final Pattern PYTEST =
      Pattern.compile("(?<![\\w.-])(?:pytest|py\\.test)(?![\\w.-])");
  private static final Pattern CHAIN = Pattern.compile("[;|]|(?<![>&])&(?![>\\d])");

  private final String script;

  TestScript(String script) {
    this.script = script;
  }

  /** Whether it runs tests, as far as its words tell. */
  boolean runsTests() {
    return RUNNER.matcher(script).find();
  }

  boolean runsPytest() {
    return PYTEST.matcher(script).find();
  }

  boolean mentions(String option) {
    return script.contains(option);
  }

  /**
   * Whether the script ends with its only test command, so that its failure is the failure of those
   * tests and nothing after it was left out.
   */
  boolean isNothingButTestsAtTheEnd() {
    List<String> lines =
        script
            .replace("\\\n", " ")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    if (lines.isEmpty() || RUNNER.matcher(script).results().count() != 1) {
      return false;
    }
    String last = lines.getLast();
    return RUNNER.matcher(last).find() && !CHAIN.matcher(last).find();
  }
}
