package dev.slipway.runner.report;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A step that may have run tests.
 *
 * @param number its place in the job
 * @param script what it ran
 * @param directory the folder it ran in
 * @param started when it began; only what was written since is its own
 */
public record TestStep(int number, String script, Path directory, Instant started) {
  /** Whether its words say that it runs tests, so that its reports are worth a look at once. */
  public boolean runsTests() {
    return new TestScript(script).runsTests();
  }
}
