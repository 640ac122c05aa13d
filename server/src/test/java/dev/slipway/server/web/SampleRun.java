package dev.slipway.server.web;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.RunId;
import dev.slipway.runner.report.Coverage;
import dev.slipway.runner.report.TestReport;
import dev.slipway.store.Entry;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A run of the sample application, told entry by entry. */
final class SampleRun {
  static final Instant NOW = Instant.parse("2026-11-24T18:44:00Z");
  static final String SHA = "4f2a91c07be13d58aa0e6cf1d1f0c9b2e7a65d30";

  private final RunProjection projection;
  private final RunId id;
  private Instant at;
  private long seq;

  SampleRun(String id, Instant started) {
    this.id = new RunId(id);
    this.projection = new RunProjection(id);
    this.at = started;
  }

  /** A run that tests, builds and would deploy; its end-to-end tests fail. */
  static RunFacts red() {
    SampleRun run = new SampleRun("20261124-184012-a1b2", NOW.minusSeconds(228));
    run.begin("CI");
    run.queue("lint", "Lint");
    run.queue("backend[0]", "Backend (3.12)", "lint");
    run.queue("backend[1]", "Backend (3.13)", "lint");
    run.queue("backend[2]", "Backend (3.14)", "lint");
    run.queue("frontend", "Frontend", "lint");
    run.queue("e2e", "End-to-end tests", "backend", "frontend");
    run.queue("image", "Build images", "backend", "frontend");
    run.queue("deploy", "Deploy to staging", "e2e", "image");
    run.job("lint", "Lint", Conclusion.SUCCESS, 8, "Set up job", "Check out", "ruff check", "tsc");
    run.job(
        "backend[0]", "Backend (3.12)", Conclusion.SUCCESS, 64, "Check out", "Install", "pytest");
    run.job(
        "backend[1]", "Backend (3.13)", Conclusion.SUCCESS, 61, "Check out", "Install", "pytest");
    run.job(
        "backend[2]", "Backend (3.14)", Conclusion.SUCCESS, 66, "Check out", "Install", "pytest");
    run.job("frontend", "Frontend", Conclusion.SUCCESS, 48, "Check out", "npm ci", "npm test");
    run.tests();
    run.job("image", "Build images", Conclusion.SUCCESS, 37, "Check out", "Build", "Push");
    run.add(
        "image",
        new RunEvent.ArtifactStored(key("image"), "harbor-image", 48_213_440, "sha256:aa"));
    run.add(
        "image", new RunEvent.ArtifactStored(key("image"), "sbom.cdx.json", 812_300, "sha256:bb"));
    run.failing();
    run.add(
        "deploy",
        new RunEvent.JobFinished(
            key("deploy"),
            "Deploy to staging",
            Conclusion.SKIPPED,
            Duration.ZERO,
            Optional.of("skipped, because End-to-end tests did not succeed")));
    run.add(
        "",
        new RunEvent.RunFinished(
            run.id, Conclusion.FAILURE, Duration.ofSeconds(161), Duration.ofSeconds(150)));
    return run.facts();
  }

  /** The same run in the middle. */
  static RunFacts running() {
    SampleRun run = new SampleRun("20261124-184244-c3d4", NOW.minusSeconds(76));
    run.begin("CI");
    run.queue("lint", "Lint");
    run.queue("backend", "Backend", "lint");
    run.queue("frontend", "Frontend", "lint");
    run.queue("deploy", "Deploy to production", "backend", "frontend");
    run.job("lint", "Lint", Conclusion.SUCCESS, 8, "Check out", "ruff check");
    run.job("frontend", "Frontend", Conclusion.SUCCESS, 48, "Check out", "npm ci", "npm test");
    run.start("backend", "Backend", "Check out", "Install", "pytest", "Upload coverage");
    run.step("backend", 1, "Check out", Conclusion.SUCCESS, 400, 0, "");
    run.step("backend", 2, "Install", Conclusion.SUCCESS, 3200, 0, "");
    run.stepStarts("backend", 3, "pytest");
    run.add("deploy", new RunEvent.JobWaiting(key("deploy"), "waits for approval of production"));
    return run.facts();
  }

  RunFacts facts() {
    return projection.facts().orElseThrow();
  }

  void begin(String name) {
    add(
        "",
        new RunEvent.RunStarted(
            id, ".github/workflows/ci.yml", name, "push", "refs/heads/main", SHA));
  }

  void queue(String job, String name, String... needs) {
    List<JobKey> keys = List.of(needs).stream().map(JobKey::new).toList();
    add(job, new RunEvent.JobQueued(key(job), name, keys));
  }

  void start(String job, String name, String... steps) {
    add(job, new RunEvent.JobStarted(key(job), name, List.of(steps)));
  }

  void job(String job, String name, Conclusion conclusion, int seconds, String... steps) {
    start(job, name, steps);
    for (int i = 0; i < steps.length; i++) {
      step(job, i + 1, steps[i], conclusion, 1000L * seconds / steps.length, 0, "");
    }
    add(
        job,
        new RunEvent.JobFinished(
            key(job), name, conclusion, Duration.ofSeconds(seconds), Optional.empty()));
  }

  void stepStarts(String job, int number, String name) {
    String log = (id + "/" + job + "/" + number).replace("[", "-").replace("]", "");
    add(job, new RunEvent.StepStarted(key(job), number, name, log));
  }

  void step(
      String job, int number, String name, Conclusion how, long millis, int exit, String reason) {
    stepStarts(job, number, name);
    at = at.plusMillis(millis / 8);
    add(
        job,
        new RunEvent.StepFinished(
            key(job),
            number,
            name,
            how,
            how,
            Duration.ofMillis(millis),
            OptionalInt.of(exit),
            Optional.of(reason).filter(text -> !text.isEmpty())));
  }

  void add(String job, RunEvent event) {
    String subject = "run/" + id + (job.isEmpty() ? "" : "/job/" + job);
    projection.add(new Entry(++seq, at, "mara", OptionalLong.empty(), subject, "run", 1, event));
  }

  private void tests() {
    TestReport report =
        new TestReport(
            "reports/junit.xml",
            182,
            0,
            3,
            1,
            Duration.ofMillis(41_870),
            List.of(
                new TestReport.Timed(
                    "tests/test_journey.py::test_whole_journey", Duration.ofMillis(4210)),
                new TestReport.Timed(
                    "tests/test_mail.py::test_code_expires", Duration.ofMillis(2380))),
            List.of(
                new TestReport.Failure(
                    "tests/test_threads.py::test_two_writers",
                    Optional.of("tests/test_threads.py"),
                    OptionalInt.of(31),
                    "sqlite3.OperationalError: database is locked",
                    Optional.of("SQLite under threads (until 2026-12-31)"))));
    add("backend[0]", new RunEvent.TestsReported(key("backend[0]"), report));
    add(
        "backend[0]",
        new RunEvent.CoverageReported(key("backend[0]"), new Coverage("coverage.xml", 4312, 4711)));
  }

  private void failing() {
    start(
        "e2e",
        "End-to-end tests",
        "Check out",
        "Start the stack",
        "Play the journeys",
        "Upload traces");
    step("e2e", 1, "Check out", Conclusion.SUCCESS, 380, 0, "");
    step("e2e", 2, "Start the stack", Conclusion.SUCCESS, 5200, 0, "");
    step("e2e", 3, "Play the journeys", Conclusion.FAILURE, 43_900, 1, "");
    Annotation.Place place =
        new Annotation.Place(
            Optional.of("e2e/signup.spec.ts"),
            OptionalInt.of(48),
            OptionalInt.empty(),
            OptionalInt.of(13),
            OptionalInt.empty());
    add(
        "e2e",
        new RunEvent.Annotated(
            key("e2e"),
            3,
            new Annotation(
                Annotation.Level.ERROR,
                """
                expect(received).toHaveText(expected)

                Expected: "Welcome aboard"
                Received: "Something went wrong\"\
                """,
                place,
                Optional.of("signup › new visitor finishes the journey"),
                Optional.empty(),
                3)));
    add(
        "e2e",
        new RunEvent.Annotated(
            key("e2e"),
            3,
            new Annotation(
                Annotation.Level.WARNING,
                "The consent page took 2.3 s; the limit is 2 s",
                Annotation.Place.NONE,
                Optional.empty(),
                Optional.empty(),
                3)));
    add(
        "e2e",
        new RunEvent.SummaryWritten(
            key("e2e"),
            3,
            """
            ### Journeys

            | journey | result | time |
            |---|---|---|
            | sign-up | **failed** at *verify* | 11.2 s |
            | sign-in | passed | 3.1 s |
            | profile | passed | 6.4 s |

            The trace of the failed one is in the artifact `traces`. <script>alert(1)</script>
            """));
    add(
        "e2e",
        new RunEvent.JobFinished(
            key("e2e"),
            "End-to-end tests",
            Conclusion.FAILURE,
            Duration.ofSeconds(52),
            Optional.empty()));
  }

  private static JobKey key(String job) {
    return new JobKey(job);
  }
}
