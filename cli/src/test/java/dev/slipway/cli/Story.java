package dev.slipway.cli;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The same small run in the tests of all views: one job forgiven, one failing, one waiting. */
final class Story {
  private Story() {}

  /** Three jobs under way, one waiting. */
  static void middle(ScriptedRun run) {
    run.begin()
        .queue("lint")
        .queue("backend")
        .queue("frontend")
        .queue("deploy", "backend", "frontend");
    run.pass(40).start("lint", "Checkout", "Run flake8").step("lint", 1, "Checkout");
    run.print("lint", 1, "Copied 61 files").pass(30).pass("lint", 1, "Checkout");
    run.step("lint", 2, "Run flake8");
    run.start("backend", "Checkout", "Set up Python", "Install dependencies", "Run pytest");
    run.event(
        new RunEvent.ServiceReady(
            new JobKey("backend"),
            "postgres",
            "PostgreSQL 18.6 on 127.0.0.1:43121",
            Duration.ofMillis(312)));
    run.step("backend", 1, "Checkout").pass(25).pass("backend", 1, "Checkout");
    run.step("backend", 2, "Set up Python").pass(640).pass("backend", 2, "Set up Python");
    run.start("frontend", "Checkout", "npm ci").step("frontend", 1, "Checkout");
    run.pass(20).pass("frontend", 1, "Checkout").step("frontend", 2, "npm ci");
    run.print(
        "frontend",
        2,
        "##[group]Run npm ci",
        "npm ci",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        "npm http fetch GET 200 https://registry.example/react");
    run.step("backend", 3, "Install dependencies");
    run.print("backend", 3, "Collecting flask==3.1", "  Using cached flask-3.1.whl (102 kB)");
    run.pass(2300);
  }

  /** The backend's tests have failed, the frontend goes on. */
  static void failure(ScriptedRun run) {
    middle(run);
    run.pass("backend", 3, "Install dependencies").step("backend", 4, "Run pytest");
    run.end("lint", 2, "Run flake8", Conclusion.FAILURE, Conclusion.SUCCESS, OptionalInt.of(1));
    run.finish("lint", Conclusion.SUCCESS);
    for (int line = 1; line <= 12; line++) {
      run.print("backend", 4, "tests/test_profile.py::test_" + line + " PASSED");
    }
    run.print(
        "backend",
        4,
        "\u001b[1m\u001b[31m>       assert response.status_code == 413\u001b[0m",
        "E       assert 200 == 413",
        "##[error]Process completed with exit code 1.");
    run.pass(7900).fail("backend", 4, "Run pytest", 1);
    run.remark(
        "backend",
        4,
        Annotation.of(Annotation.Level.ERROR, "Process completed with exit code 1.", 4));
  }

  /** What the backend's tests left behind. */
  static TestReport tests() {
    TestReport.Failure upload =
        new TestReport.Failure(
            "tests.test_profile::test_upload_refuses_large_files",
            Optional.of("tests/test_profile.py"),
            OptionalInt.of(88),
            "AssertionError: assert 200 == 413\n  where 200 = response.status_code",
            Optional.empty());
    TestReport.Failure threads =
        new TestReport.Failure(
            "tests.test_session::test_two_threads",
            Optional.empty(),
            OptionalInt.empty(),
            "sqlite3.ProgrammingError",
            Optional.of("SQLite objects stay in their thread (until 2027-03-01)"));
    return new TestReport(
        "backend/report.xml",
        57,
        1,
        2,
        1,
        Duration.ofMillis(6400),
        List.of(
            new TestReport.Timed("tests.test_profile::test_resize", Duration.ofMillis(1200)),
            new TestReport.Timed("tests.test_mail::test_code", Duration.ofMillis(800)),
            new TestReport.Timed("tests.test_mail::test_again", Duration.ofMillis(400)),
            new TestReport.Timed("tests.test_mail::test_quick", Duration.ofMillis(3))),
        List.of(upload, threads));
  }

  /** All is over. */
  static void end(ScriptedRun run) {
    failure(run);
    run.event(new RunEvent.TestsReported(new JobKey("backend"), tests()));
    run.event(
        new RunEvent.CoverageReported(
            new JobKey("backend"), new Coverage("backend/coverage.xml", 874, 1000)));
    run.pass(10).finish("backend", Conclusion.FAILURE);
    run.print("frontend", 2, "added 812 packages in 9s").pass(1200).pass("frontend", 2, "npm ci");
    run.event(new RunEvent.ArtifactStored(new JobKey("frontend"), "dist", 1_234_567, "sha256:00"));
    run.finish("frontend", Conclusion.SUCCESS);
    run.finish("deploy", Conclusion.SKIPPED, Optional.of("backend failed"));
    run.end(Conclusion.FAILURE);
  }
}
