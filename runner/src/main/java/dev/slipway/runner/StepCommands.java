package dev.slipway.runner;

import dev.slipway.runner.report.TestStep;
import dev.slipway.workflow.Conclusion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands of a job's steps: gives each its environment and command files, and reads back
 * what it wrote there. Belongs to one job.
 */
final class StepCommands {
  private final JobFrame frame;
  private final CommandFilePool files;
  private final JobTests tests;
  private final boolean bashInstalled;
  private final ScriptFiles scripts;

  StepCommands(JobFrame frame, CommandFilePool files, JobTests tests, boolean bashInstalled) {
    this.frame = frame;
    this.files = files;
    this.tests = tests;
    this.bashInstalled = bashInstalled;
    this.scripts = new ScriptFiles(frame.space().temp());
  }

  /**
   * Runs the text of a {@code run:} step.
   *
   * @param shellName of the step or its defaults; empty when none is named
   * @param folder absolute
   */
  StepReport.Work script(StepFrame step, String text, String shellName, Path folder) {
    if (!Files.isDirectory(folder)) {
      return refused(step, "working-directory " + folder + " does not exist");
    }
    if (shellName.isEmpty()) {
      return script(step, text, Shell.unnamed(bashInstalled), folder);
    }
    return switch (Shell.named(shellName)) {
      case Shell.Named.Found(Shell shell) -> script(step, text, shell, folder);
      case Shell.Named.Refused(String reason) -> refused(step, reason);
    };
  }

  private StepReport.Work script(StepFrame step, String text, Shell shell, Path folder) {
    List<String> argv = shell.commandLine(scripts.write(shell.script(text), shell.extension()));
    announce(step, text, argv);
    TestStep test = tests.begin(text, folder);
    Map<String, String> more = tests.variables(test, () -> frame.environment(step.env(), Map.of()));
    return tests.after(test, run(step, argv, more, folder), step.log());
  }

  // The head of a step's log, as GitHub prints it: the script first, then how it is run.
  private static void announce(StepFrame step, String text, List<String> argv) {
    StepLog log = step.log();
    String script = text.strip().replace("\r\n", "\n");
    int firstEnd = script.indexOf('\n');
    StringBuilder head = new StringBuilder(256).append("##[group]Run ");
    head.append(firstEnd < 0 ? script : script.substring(0, firstEnd).stripTrailing());
    head.append('\n').append(script).append("\nshell: ");
    head.append(String.join(" ", argv.subList(0, argv.size() - 1))).append(" {0}\n");
    if (!step.env().isEmpty()) {
      head.append("env:\n");
      step.env().forEach((name, value) -> head.append("  " + name + ": " + value + "\n"));
    }
    log.line(head.append("##[endgroup]").toString());
  }

  /**
   * Runs a program as (part of) a step.
   *
   * @param more variables beside those every step has; they win over the step's own
   */
  StepReport.Work run(StepFrame step, List<String> argv, Map<String, String> more, Path folder) {
    Exit exit;
    try (CommandFiles own = files.borrow()) {
      Map<String, String> last = step.scope().variables(step.step().id());
      last.putAll(more);
      last.putAll(own.environment());
      Map<String, String> environment = frame.environment(step.env(), last);
      Exec exec = new Exec(argv, environment, folder);
      try (StepOutput output =
          new StepOutput(frame.output(), CommandPolicy.of(environment), step.log())) {
        exit = frame.workbench().run(exec, output, step.stop());
      }
      own.collect(step.log(), frame.space().workspace());
    }
    return judged(step, exit);
  }

  private static StepReport.Work judged(StepFrame step, Exit exit) {
    StepReport.Work work = StepReport.Work.of(exit);
    switch (exit) {
      case Exit.Code(int code) when code != 0 ->
          step.log().error("Process completed with exit code " + code + ".");
      case Exit.NotStarted(String reason) -> step.log().error(reason);
      case Exit.Code code -> {}
      case Exit.Cancelled cancelled when StepRunner.isLate(step) -> {}
      case Exit.Cancelled cancelled -> step.log().error("The operation was canceled.");
    }
    if (work.outcome() == Conclusion.SUCCESS && step.log().effects().hasFailedCommand()) {
      return StepReport.Work.failed("a workflow command or command file could not be processed");
    }
    return work;
  }

  private static StepReport.Work refused(StepFrame step, String reason) {
    step.log().error(step.step().position() + ": " + reason);
    return StepReport.Work.failed(reason);
  }
}
