package dev.slipway.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobReportsTest {
  @TempDir Path root;
  ReportJob job;

  @BeforeEach
  void start() {
    job = new ReportJob(root);
    job.write("api/tests/test_a.py", "");
  }

  private static String report(String... tests) {
    return ReportJob.junit(tests);
  }

  @Test
  void findsWhatAStepWroteAndCountsIt() {
    job.write(
        "api/reports/junit.xml",
        report(
            "tests.test_a test_one passed",
            "tests.test_a.TestB test_two failed",
            "tests.test_a test_three skipped"));

    StepReports found = job.reports().after(job.step("pytest", "api"), OptionalInt.of(1), () -> "");

    TestReport report = found.tests().getFirst();
    assertThat(report.source()).isEqualTo("api/reports/junit.xml");
    assertThat(report.tests()).isEqualTo(3);
    assertThat(report.passed()).isEqualTo(1);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.skipped()).isEqualTo(1);
    assertThat(report.passRate()).isEqualTo(0.5);
    assertThat(report.took()).isEqualTo(Duration.ofMillis(750));
    assertThat(report.slowest()).hasSize(3);
    TestReport.Failure failure = report.failures().getFirst();
    assertThat(failure.test()).isEqualTo("api/tests/test_a.py::TestB::test_two");
    assertThat(failure.file()).contains("api/tests/test_a.py");
    assertThat(failure.message()).isEqualTo("assert 1 == 2");
    assertThat(found.forgiven()).isEmpty();
  }

  @Test
  void looksOnlyAtWhatIsNewAndNotAtDependencies() {
    job.writeOld("old.xml", report("a b failed"));
    job.write("node_modules/x/junit.xml", report("a b failed"));
    job.write(".venv/junit.xml", report("a b failed"));
    job.write("pom.xml", "<project/>");

    assertThat(job.after("make", 0).tests()).isEmpty();
  }

  @Test
  void reportsEveryFileOnce() {
    JobReports reports = job.reports();
    job.write("one.xml", report("a b passed"));
    job.write("copy/one.xml", report("a b passed"));

    assertThat(reports.after(job.step("make", ""), OptionalInt.of(0), () -> "").tests()).hasSize(1);
    job.write("two.xml", report("a c passed"));
    assertThat(reports.rest().tests()).extracting(TestReport::source).containsExactly("two.xml");
    assertThat(reports.rest().tests()).isEmpty();
  }

  @Test
  void theFilesOfOneFolderAreOneTestRun() {
    job.write("target/surefire-reports/TEST-a.A.xml", report("a.A x passed", "a.A y failed"));
    job.write("target/surefire-reports/TEST-a.B.xml", report("a.B x passed"));

    TestReport report = job.after("mvn verify", 1).tests().getFirst();

    assertThat(report.source()).isEqualTo("target/surefire-reports");
    assertThat(report.tests()).isEqualTo(3);
    assertThat(report.failures().getFirst().test()).isEqualTo("a.A.y");
  }

  @Test
  void readsCoverageOfBothForms() {
    job.write(
        "api/coverage.xml",
        """
        <coverage line-rate="0.5"><packages><package><classes>
        <class filename="a.py"><methods><method><lines><line number="1" hits="9"/></lines></method>
        </methods><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>
        <class filename="a.py"><lines><line number="2" hits="3"/><line number="4" hits="0"/></lines>
        </class></classes></package></packages></coverage>
        """);
    job.write("web/lcov.info", "TN:\nSF:src/a.ts\nDA:1,5\nDA:2,0\nLF:2\nLH:1\nend_of_record\n");

    List<Coverage> coverage = job.after("make", 0).coverage();

    assertThat(coverage)
        .containsExactlyInAnyOrder(
            new Coverage("api/coverage.xml", 2, 3, List.of(new Coverage.OfFile("a.py", 2, 3))),
            new Coverage("web/lcov.info", 1, 2, List.of(new Coverage.OfFile("src/a.ts", 1, 2))));
  }

  @Test
  void theSameCoverageInTwoFormsCountsOnce() {
    job.write("c/lcov.info", "SF:a.ts\nDA:1,1\n");
    job.write(
        "c/cobertura.xml",
        "<coverage line-rate='1'><class filename='a.ts'><lines><line number='1' hits='1'/></lines>"
            + "</class></coverage>");

    assertThat(job.after("make", 0).coverage()).hasSize(1);
  }

  @Test
  void hidesSecretsInWhatReportsSay() {
    job.write(
        "junit.xml",
        "<testsuite><testcase classname='a' name='b'><failure message='got s3cret'/></testcase>"
            + "</testsuite>");

    assertThat(job.after("pytest", 1).tests().getFirst().failures().getFirst().message())
        .isEqualTo("got ***");
  }

  @Test
  void forgivesAStepWhoseFailingTestsAreAllInQuarantine() {
    job.quarantine("api/tests/test_a.py::*", ReportJob.TODAY);
    job.write("junit.xml", report("tests.test_a test_x failed", "tests.test_a test_y passed"));

    StepReports found =
        job.reports().after(job.step("cd .\npytest -q\n", "api"), OptionalInt.of(1), () -> "");

    assertThat(found.tests().getFirst().failed()).isZero();
    assertThat(found.tests().getFirst().quarantined()).isEqualTo(1);
    assertThat(found.tests().getFirst().failures().getFirst().quarantine())
        .contains("known (until 2026-11-24)");
    assertThat(found.forgiven())
        .contains("all failures are known: 1 failing test is in quarantine");
  }

  @Test
  void anExpiredEntryCountsForNothing() {
    job.quarantine("a.b", ReportJob.TODAY.minusDays(1));
    job.write("junit.xml", report("a b failed"));

    StepReports found = job.after("pytest", 1);

    assertThat(found.tests().getFirst().failed()).isEqualTo(1);
    assertThat(found.forgiven()).isEmpty();
  }

  @Test
  void oneOtherFailureKeepsTheStepRed() {
    job.quarantine("a.b", ReportJob.TODAY);
    job.write("junit.xml", report("a b failed", "a c failed"));

    assertThat(job.after("pytest", 1).forgiven()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pytest\n./deploy",
        "pytest && ./deploy",
        "pytest | tee log",
        "pytest a\npytest b",
        "./check",
        "pytest; true"
      })
  void aScriptThatDoesMoreThanTestsAtItsEndStaysRed(String script) {
    job.quarantine("a.b", ReportJob.TODAY);
    job.write("junit.xml", report("a b failed"));

    assertThat(job.after(script, 1).forgiven()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pytest",
        "set -e\npython -m pytest -q 2>&1\n",
        "# tests\nnpm run test:coverage",
        "npx jest",
        "poetry run pytest \\\n  --maxfail=3",
        "./mvnw verify"
      })
  void aScriptThatEndsWithItsTestsMayBeForgiven(String script) {
    job.quarantine("a.b", ReportJob.TODAY);
    job.write("junit.xml", report("a b failed"));

    assertThat(job.after(script, 1).forgiven()).isPresent();
  }

  @Test
  void nothingIsForgivenThatIsNotAFailureOfTests() {
    job.quarantine("a.b", ReportJob.TODAY);
    job.write("junit.xml", report("a b failed"));
    assertThat(job.after("pytest", 2).forgiven()).isEmpty();

    job.tail = "FAIL Required test coverage of 90% not reached. Total coverage: 80.00%";
    assertThat(job.after("pytest", 1).forgiven()).isEmpty();
  }

  @Test
  void anOlderReportForgivesNothing() {
    job.quarantine("a.b", ReportJob.TODAY);
    job.write("junit.xml", report("a b failed"));
    var later = new TestStep(4, "pytest", job.workspace, Instant.now().plusSeconds(60));

    assertThat(job.reports().after(later, OptionalInt.of(1), () -> "").forgiven()).isEmpty();
  }

  @Test
  void asksPytestForAReportWhereNobodyDid() {
    Map<String, String> added = job.reports().provoke(job.step("pytest --cov", "api"), Map.of());

    assertThat(added)
        .containsEntry(
            "PYTEST_ADDOPTS",
            "--junitxml=%1$s/pytest.xml --cov-report=term --cov-report=xml:%1$s/coverage.xml"
                .formatted(job.temp.resolve("reports/step-3")));
    assertThat(job.reports().provoke(job.step("npm test", "api"), Map.of())).isEmpty();
  }

  @Test
  void leavesReportsAloneThatTheProjectAsksFor() {
    job.write("api/pyproject.toml", "[tool.pytest.ini_options]\naddopts = '--junitxml=r.xml'\n");

    assertThat(job.reports().provoke(job.step("pytest", "api"), Map.of())).isEmpty();
    assertThat(
            job.reports()
                .provoke(job.step("pytest", ""), Map.of("PYTEST_ADDOPTS", "--junit-xml=x")))
        .isEmpty();
    assertThat(job.reports().provoke(job.step("pytest", ""), Map.of("PYTEST_ADDOPTS", "-q")))
        .hasEntrySatisfying(
            "PYTEST_ADDOPTS", value -> assertThat(value).startsWith("-q --junitxml="));
  }
}
