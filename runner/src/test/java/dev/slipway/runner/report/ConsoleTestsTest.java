package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTestsTest {
  private static final String JEST =
      """
      PASS src/Header.test.tsx
      FAIL src/App.test.tsx (5.2 s)
        \u25cf App \u203a shows the welcome page

          expect(received).toBe(expected)

            at Object.<anonymous> (src/App.test.tsx:12:15)

      Summary of all failing tests
      FAIL src/App.test.tsx (5.2 s)
        \u25cf App \u203a shows the welcome page

          expect(received).toBe(expected)

      \u001b[1mTest Suites: \u001b[22m1 failed, 1 passed, 2 total
      Tests:       1 failed, 2 skipped, 20 passed, 23 total
      Snapshots:   0 total
      Time:        3.25 s, estimated 4 s
      Ran all test suites.
      """;

  @TempDir Path root;

  @Test
  void readsWhatJestPrints() {
    ReportJob job = new ReportJob(root);
    job.write("src/App.test.tsx", "");
    job.tail = JEST;

    TestReport report = job.after("npm test", 1).tests().getFirst();

    assertThat(report.source()).isEqualTo("console output of jest in step 3");
    assertThat(report.passed()).isEqualTo(20);
    assertThat(report.skipped()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.took()).isEqualTo(Duration.ofMillis(3250));
    TestReport.Failure failure = report.failures().getFirst();
    assertThat(failure.test()).isEqualTo("src/App.test.tsx::App \u203a shows the welcome page");
    assertThat(failure.file()).contains("src/App.test.tsx");
    assertThat(failure.line()).hasValue(12);
    assertThat(failure.message()).isEqualTo("expect(received).toBe(expected)");
  }

  @Test
  void forgivesByTheConsoleOnlyWhenItNamesEveryFailure() {
    ReportJob job = new ReportJob(root);
    job.quarantine("*shows the welcome page", ReportJob.TODAY);
    job.tail = JEST;
    assertThat(job.after("npm test", 1).forgiven()).isPresent();

    job.tail = JEST.replace("1 failed, 2 skipped", "2 failed, 2 skipped");
    assertThat(job.after("npm test", 1).forgiven()).isEmpty();
  }

  @Test
  void readsWhatVitestPrints() {
    ConsoleTests.Result result =
        ConsoleTests.read(
                """
                 FAIL  src/a.test.ts > sums > adds
                 Test Files  1 failed | 3 passed (4)
                      Tests  1 failed | 5 passed | 1 skipped (7)
                   Duration  812ms
                """)
            .orElseThrow();

    assertThat(result.tool()).isEqualTo("vitest");
    assertThat(result.complete()).isTrue();
    assertThat(result.tests()).hasSize(7);
    assertThat(result.tests().getLast().name()).isEqualTo("src/a.test.ts::sums::adds");
  }

  @Test
  void readsWhatPytestPrints() {
    ConsoleTests.Result result =
        ConsoleTests.read(
                """
                FAILED tests/test_a.py::test_b - assert 1 == 2
                2026-11-24T10:00:00.0000000Z ==== 1 failed, 59 passed, 2 skipped in 3.21s ====
                """)
            .orElseThrow();

    assertThat(result.tool()).isEqualTo("pytest");
    assertThat(result.tests()).hasSize(62);
    assertThat(result.tests().getLast().details()).isEqualTo("assert 1 == 2");
  }

  @Test
  void saysNothingOfOtherOutput() {
    assertThat(ConsoleTests.read("Tests: none\n3 passed\n")).isEmpty();
  }
}
