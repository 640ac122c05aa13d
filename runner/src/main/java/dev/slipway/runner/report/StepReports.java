package dev.slipway.runner.report;

import java.util.List;
import java.util.Optional;

/**
 * What one step, or a job after its last one, left behind.
 *
 * @param forgiven why a failure of the step need not count: all its failing tests are in quarantine
 */
public record StepReports(
    List<TestReport> tests, List<Coverage> coverage, Optional<String> forgiven) {
  /** Nothing was found. */
  public static final StepReports NONE = new StepReports(List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public StepReports {
    tests = List.copyOf(tests);
    coverage = List.copyOf(coverage);
  }
}
