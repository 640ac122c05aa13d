package dev.slipway.runner;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.runner.action.Commands;
import dev.slipway.runner.action.JobSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What native actions see of one job while a step of it runs. */
final class ActionSites {
  private static final int MAX_OUTPUT = 1024 * 1024;

  private final RunScope run;
  private final JobFrame frame;

  ActionSites(RunScope run, JobFrame frame) {
    this.run = run;
    this.frame = frame;
  }

  /** The job as the action of this step sees it. */
  JobSite of(StepFrame step) {
    Commands runner = (argv, folder, deadline) -> command(step, argv, folder, deadline);
    return new JobSite(
        frame.space().folders(), run.keeping().source(), runner, run.keeping().stores());
  }

  private Commands.Result command(
      StepFrame step, List<String> argv, Path folder, Duration deadline) {
    Map<String, String> environment = frame.environment(step.env(), Map.of());
    BoundedOutput output = new BoundedOutput(MAX_OUTPUT);
    Cancellation stop = step.stop().child();
    Exit exit;
    boolean late;
    try (Deadlines.Deadline limit =
        run.machine().deadlines().start(deadline, () -> stop.request("deadline"))) {
      exit = frame.workbench().run(new Exec(argv, environment, folder), output, stop);
      late = limit.isPassed();
    } finally {
      step.stop().forget(stop);
    }
    return switch (exit) {
      case Exit.Code(int code) -> new Commands.Result(code, output.text());
      case Exit.Cancelled cancelled ->
          throw new SlipwayException(
              ErrorCode.TIMED_OUT,
              late
                  ? argv.getFirst() + " took longer than " + deadline.toSeconds() + " s"
                  : argv.getFirst() + " was cancelled");
      case Exit.NotStarted(String reason) ->
          throw new SlipwayException(ErrorCode.TOOL_MISSING, reason);
    };
  }
}
