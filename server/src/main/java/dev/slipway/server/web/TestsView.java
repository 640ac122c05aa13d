package dev.slipway.server.web;

import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tests of a run, all reports together.
 *
 * @param failures those that failed, the ones that count first
 * @param slowest at most ten
 * @param coverage of the lines, a percentage with its source each
 */
record TestsView(
    int passed,
    int failed,
    int skipped,
    int quarantined,
    Duration took,
    List<TestReport.Failure> failures,
    List<TestReport.Timed> slowest,
    List<CoverageRow> coverage) {
  private static final int SLOWEST = 10;

  /** Coverage of one source. */
  record CoverageRow(String source, int percent, long covered, long lines) {
    private static CoverageRow of(Coverage coverage) {
      int percent = (int) Math.floor(100 * coverage.ratio());
      return new CoverageRow(coverage.source(), percent, coverage.covered(), coverage.lines());
    }
  }

  /** Copies the lists. */
  TestsView {
    failures = List.copyOf(failures);
    slowest = List.copyOf(slowest);
    coverage = List.copyOf(coverage);
  }

  static TestsView of(RunFacts facts) {
    List<TestReport> reports = facts.tests().stream().map(RunFacts.Tests::report).toList();
    List<TestReport.Failure> failures = new ArrayList<>();
    List<TestReport.Timed> slowest = new ArrayList<>();
    Duration took = Duration.ZERO;
    for (TestReport report : reports) {
      failures.addAll(report.failures());
      slowest.addAll(report.slowest());
      took = took.plus(report.took());
    }
    failures.sort(Comparator.comparing(failure -> failure.quarantine().isPresent()));
    slowest.sort(Comparator.comparing(TestReport.Timed::took).reversed());
    return new TestsView(
        reports.stream().mapToInt(TestReport::passed).sum(),
        reports.stream().mapToInt(TestReport::failed).sum(),
        reports.stream().mapToInt(TestReport::skipped).sum(),
        reports.stream().mapToInt(TestReport::quarantined).sum(),
        took,
        failures,
        slowest.stream().limit(SLOWEST).toList(),
        facts.coverage().stream().map(each -> CoverageRow.of(each.coverage())).toList());
  }

  int all() {
    return passed + failed + skipped + quarantined;
  }

  boolean isEmpty() {
    return all() == 0 && coverage.isEmpty();
  }

  /** How much of the whole bar a part takes, in hundredths of a percent. */
  int share(int part) {
    return all() == 0 ? 0 : 10_000 * part / all();
  }

  static String text(Duration took) {
    return Took.text(took);
  }
}
