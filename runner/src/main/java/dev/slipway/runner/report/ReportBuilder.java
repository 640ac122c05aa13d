package dev.slipway.runner.report;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes the report of a test run from its single tests. */
final class ReportBuilder {
  private static final int SLOWEST = 10;
  private static final int MAX_MESSAGE = 2000;

  private final Quarantine quarantine;
  private final LocalDate today;
  private final UnaryOperator<String> mask;

  ReportBuilder(Quarantine quarantine, LocalDate today, UnaryOperator<String> mask) {
    this.quarantine = quarantine;
    this.today = today;
    this.mask = mask;
  }

  TestReport build(String source, List<TestCase> tests, TestNames names) {
    var failures = new ArrayList<TestReport.Failure>();
    int passed = 0;
    int skipped = 0;
    Duration took = Duration.ZERO;
    for (TestCase test : tests) {
      took = took.plus(test.took());
      switch (test.outcome()) {
        case PASSED -> passed++;
        case SKIPPED -> skipped++;
        case FAILED -> failures.add(failure(test, names));
      }
    }
    int quarantined = (int) failures.stream().filter(f -> f.quarantine().isPresent()).count();
    int failed = failures.size() - quarantined;
    return new TestReport(
        source, passed, failed, skipped, quarantined, took, slowest(tests, names), failures);
  }

  private TestReport.Failure failure(TestCase test, TestNames names) {
    List<String> all = names.of(test);
    Optional<String> reason = quarantine.reason(all, today);
    FailurePlace place = FailurePlace.of(test, names);
    return new TestReport.Failure(
        mask.apply(all.getFirst()),
        place.file().map(mask),
        place.line(),
        mask.apply(message(test)),
        reason);
  }

  private static String message(TestCase test) {
    String message =
        test.message().isBlank()
            ? test.details().lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip()
            : test.message().strip();
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }

  private List<TestReport.Timed> slowest(List<TestCase> tests, TestNames names) {
    return tests.stream()
        .filter(test -> !test.took().isZero())
        .sorted(Comparator.comparing(TestCase::took).reversed())
        .limit(SLOWEST)
        .map(test -> new TestReport.Timed(mask.apply(names.of(test).getFirst()), test.took()))
        .toList();
  }
}
