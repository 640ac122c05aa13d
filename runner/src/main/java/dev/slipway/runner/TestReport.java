package dev.slipway.runner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The results of one test run that a job left behind.
 *
 * @param source where they were found: a file relative to the workspace
 * @param passed tests that passed
 * @param failed tests that failed and count
 * @param skipped tests that were not run
 * @param quarantined tests that failed, but are on the quarantine list
 * @param took the sum over all tests
 * @param slowest at most ten, the slowest first
 * @param failures every failed test, the quarantined ones included
 */
public record TestReport(
    String source,
    int passed,
    int failed,
    int skipped,
    int quarantined,
    Duration took,
    List<Timed> slowest,
    List<Failure> failures) {
  /** Copies the lists. */
  public TestReport {
    slowest = List.copyOf(slowest);
    failures = List.copyOf(failures);
  }

  /** How many tests there are in all. */
  public int tests() {
    return passed + failed + skipped + quarantined;
  }

  /** The part of the tests that ran and passed, 0 to 1; 1 when none ran. */
  public double passRate() {
    int ran = passed + failed + quarantined;
    return ran == 0 ? 1 : (double) passed / ran;
  }

  /** A test and how long it took. */
  public record Timed(String test, Duration took) {}

  /**
   * A test that failed.
   *
   * @param message the first lines of what it said
   * @param quarantine why its failure does not count, when it does not
   */
  public record Failure(
      String test,
      Optional<String> file,
      OptionalInt line,
      String message,
      Optional<String> quarantine) {}
}
