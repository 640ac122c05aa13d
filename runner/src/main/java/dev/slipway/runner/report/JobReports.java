package dev.slipway.runner.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Collects the reports of one job. Belongs to the job's thread.
 *
 * <p>A failed step may be forgiven when it exits with 1, its script ends with its only test
 * command, a report of it is there, every failing test in it is in quarantine, and nothing else,
 * such as a coverage threshold, failed with them.
 */
public final class JobReports {
  private final Path workspace;
  private final Path provoked;
  private final ReportBuilder builder;
  private final ReportSearch search;
  private final PytestOptions pytest;

  /**
   * Collects for a job that begins now.
   *
   * @param temp a folder of the job outside its workspace
   * @param since when the job began; older files are none of its reports
   */
  public JobReports(Path workspace, Path temp, Instant since, ReportTerms terms) {
    this.workspace = workspace;
    this.provoked = temp.resolve("reports");
    this.builder = new ReportBuilder(terms.quarantine(), terms.today(), terms.mask());
    this.search = new ReportSearch(since);
    this.pytest = new PytestOptions(workspace);
  }

  /** Variables to add to a step's environment so that its tests write a report. */
  public Map<String, String> provoke(TestStep step, Map<String, String> env) {
    return pytest.variables(new TestScript(step.script()), step.directory(), folder(step), env);
  }

  private Path folder(TestStep step) {
    return provoked.resolve("step-" + step.number());
  }

  /**
   * The reports a step has written.
   *
   * @param exitCode of its process, when it ended by itself
   * @param tail the last part of its log, asked for only when it wrote no report
   */
  public StepReports after(TestStep step, OptionalInt exitCode, Supplier<String> tail) {
    var found = new ReportReading(workspace, builder, step.directory());
    found.readAll(search.find(folder(step)));
    found.readAll(search.find(workspace));
    List<TestReport> tests = new ArrayList<>(found.tests());
    List<TestReport> own = new ArrayList<>(found.testsSince(step.started()));
    var script = new TestScript(step.script());
    boolean complete = true;
    if (own.isEmpty() && script.runsTests()) {
      Optional<ConsoleTests.Result> console = ConsoleTests.read(tail.get());
      if (console.isPresent()) {
        TestReport report = ofConsole(step, console.get());
        tests.add(report);
        own.add(report);
        complete = console.get().complete();
      }
    }
    boolean mayForgive = complete && exitCode.equals(OptionalInt.of(1));
    Optional<String> forgiven = mayForgive ? forgiveness(script, own, tail) : Optional.empty();
    return new StepReports(tests, found.coverage(), forgiven);
  }

  private TestReport ofConsole(TestStep step, ConsoleTests.Result result) {
    String source = "console output of " + result.tool() + " in step " + step.number();
    return builder.build(
        source, result.tests(), ReportReading.names(workspace, step.directory(), workspace));
  }

  /** The reports written since the last step that was looked at. */
  public StepReports rest() {
    var found = new ReportReading(workspace, builder, workspace);
    found.readAll(search.find(workspace));
    return new StepReports(found.tests(), found.coverage(), Optional.empty());
  }

  private static Optional<String> forgiveness(
      TestScript script, List<TestReport> tests, Supplier<String> tail) {
    int failed = tests.stream().mapToInt(TestReport::failed).sum();
    int quarantined = tests.stream().mapToInt(TestReport::quarantined).sum();
    if (failed > 0 || quarantined == 0 || !script.isNothingButTestsAtTheEnd()) {
      return Optional.empty();
    }
    String end = tail.get();
    boolean threshold =
        end.contains("FAIL Required test coverage") || end.contains("coverage threshold for");
    if (threshold) {
      return Optional.empty();
    }
    String subject = quarantined == 1 ? "1 failing test is" : quarantined + " failing tests are";
    return Optional.of("all failures are known: " + subject + " in quarantine");
  }
}
