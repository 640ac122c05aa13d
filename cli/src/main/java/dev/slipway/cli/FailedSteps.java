package dev.slipway.cli;

import dev.slipway.runner.JobKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Each step that failed its job: where it stands, its last lines, where the rest is and how to run
 * that job again.
 */
final class FailedSteps {
  private static final int LINES = 30;
  private static final int MOST_REPORTS = 5;

  private final Terminal terminal;
  private final RunProgress progress;
  private final StepLogs logs;
  private final BiFunction<JobKey, Integer, Optional<String>> places;
  private final Function<String, String> logFile;
  private final StringBuilder text = new StringBuilder();

  /**
   * The failures of a run that is over.
   *
   * @param places where the step of that number of a job stands, as {@code file:line}
   * @param logFile the file of a log, as the user would type it
   */
  FailedSteps(
      Terminal terminal,
      RunProgress progress,
      StepLogs logs,
      BiFunction<JobKey, Integer, Optional<String>> places,
      Function<String, String> logFile) {
    this.terminal = terminal;
    this.progress = progress;
    this.logs = logs;
    this.places = places;
    this.logFile = logFile;
  }

  /** One block a step, each behind an empty line; empty when nothing failed. */
  String render() {
    int reports = 0;
    int left = 0;
    for (JobProgress job : progress.jobs()) {
      for (StepProgress step : job.failedSteps()) {
        if (reports == MOST_REPORTS) {
          left++;
        } else {
          report(job, step);
          reports++;
        }
      }
    }
    if (left > 0) {
      String more = terminal.sign(Glyph.ELLIPSIS) + " and " + Counted.of(left, "failed step");
      text.append('\n').append(dim(more + ", named below")).append('\n');
    }
    return text.toString();
  }

  private void report(JobProgress job, StepProgress step) {
    String dot = " " + terminal.sign(Glyph.DOT) + " ";
    String head = terminal.sign(Glyph.FAILURE) + " " + job.name() + dot + step.name();
    String why = step.why().map(words -> dot + words).orElse("");
    String took = Durations.exact(step.elapsed(Instant.EPOCH));
    text.append('\n').append(terminal.paint(Style.RED, head)).append(dim(why + dot + took));
    text.append('\n');
    places.apply(job.key(), step.number()).ifPresent(place -> fact("at", place));
    output(step);
    fact("log", logFile.apply(step.log()));
    fact("again", again(job));
  }

  private void output(StepProgress step) {
    List<OutputLine> lines = logs.tail(step.log(), LINES);
    String bar = dim("  " + terminal.sign(Glyph.BAR) + " ");
    for (OutputLine line : lines) {
      text.append(bar).append(painted(line)).append('\n');
    }
  }

  private String painted(OutputLine line) {
    return switch (line) {
      case OutputLine.Text(String words) -> words;
      case OutputLine.Marked marked -> terminal.paint(marked.style(), marked.labelled());
      case OutputLine.Group group -> "";
      case OutputLine.EndGroup end -> "";
    };
  }

  private void fact(String name, String value) {
    text.append("  ").append(dim(Columns.pad(name, 6))).append(value).append('\n');
  }

  private String again(JobProgress job) {
    String workflow = progress.started().map(run -> " -W " + shortName(run.workflow())).orElse("");
    return "slipway run" + workflow + " -j " + JobIds.own(job.key());
  }

  /** A file in the usual folder is known by its name. */
  private static String shortName(String workflow) {
    String usual = ".github/workflows/";
    if (workflow.startsWith(usual)) {
      return workflow.substring(usual.length());
    }
    return workflow;
  }

  private String dim(String words) {
    return terminal.paint(Style.DIM, words);
  }
}
