package dev.slipway.cli;

import dev.slipway.runner.Annotation;
import dev.slipway.runner.RunEvent;
import dev.slipway.runner.report.Coverage;
import dev.slipway.workflow.Conclusion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stays to be read when a run is over: what failed and why, then the jobs, tests, remarks and
 * artifacts, and the conclusion as the last line.
 */
final class Summary {
  private static final String INDENT = "  ";
  private static final int MOST_REMARKS = 20;
  private static final int MOST_COLUMNS = 120;

  private final Terminal terminal;
  private final RunProgress progress;
  private final FailedSteps failures;
  private final String folder;
  private final StringBuilder text = new StringBuilder();

  /**
   * A summary of a run that is over.
   *
   * @param folder where the run's logs and summaries are, as the user would type it
   */
  Summary(Terminal terminal, RunProgress progress, FailedSteps failures, String folder) {
    this.terminal = terminal;
    this.progress = progress;
    this.failures = failures;
    this.folder = folder;
  }

  /** All of it; ends with a line feed. */
  String render() {
    // A cancelled step failed because it was told to.
    if (!isCancelled()) {
      text.append(failures.render());
    }
    section("Jobs", jobs());
    section("Tests", new TestSummary(terminal, progress).lines(width()));
    section("Coverage", coverage());
    section("Annotations", annotations());
    section("Artifacts", artifacts());
    if (progress.jobs().stream().anyMatch(JobProgress::hasSummary)) {
      section("Job summaries", List.of(INDENT + Path.of(folder, "summary.md")));
    }
    text.append('\n').append(conclusion()).append('\n');
    return text.toString();
  }

  private boolean isCancelled() {
    return progress.finished().filter(end -> end.conclusion() == Conclusion.CANCELLED).isPresent();
  }

  private void section(String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append('\n').append(terminal.paint(Style.BOLD, heading)).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
  }

  private List<String> jobs() {
    Table table = new Table("llrrl");
    for (JobProgress job : progress.jobs()) {
      Conclusion conclusion = job.conclusion().orElse(Conclusion.CANCELLED);
      String sign = ConclusionSign.of(conclusion).sign(terminal);
      if (conclusion == Conclusion.SKIPPED) {
        table.row(
            sign,
            dim(job.name()),
            "",
            "",
            dim("skipped" + job.reason().map(why -> ": " + why).orElse("")));
        continue;
      }
      String steps = "";
      if (!job.steps().isEmpty()) {
        steps = dim(Counted.of(job.steps().size(), "step"));
      }
      String took = Durations.exact(job.elapsed(Instant.EPOCH));
      table.row(sign, job.name(), steps, took, remark(job, conclusion));
    }
    return lines(table);
  }

  private String remark(JobProgress job, Conclusion conclusion) {
    List<String> remarks = new ArrayList<>();
    job.failedSteps().forEach(step -> remarks.add(step.name()));
    if (remarks.isEmpty()) {
      job.reason().ifPresent(remarks::add);
    }
    for (StepProgress step : job.steps()) {
      if (step.isForgiven()) {
        remarks.add(step.name() + " failed, continue-on-error");
      }
    }
    Style style = ConclusionSign.of(conclusion).style();
    if (conclusion == Conclusion.SUCCESS) {
      style = Style.YELLOW;
    }
    return terminal.paint(style, String.join("; ", remarks));
  }

  private List<String> coverage() {
    Table table = new Table("lrll");
    for (JobProgress job : progress.jobs()) {
      for (Coverage found : job.coverage()) {
        String lines = found.covered() + " of " + Counted.of(found.lines(), "line");
        String percent = TestSummary.percent(found.ratio());
        table.row(job.name(), percent, dim(lines), dim(found.source()));
      }
    }
    return lines(table);
  }

  private List<String> annotations() {
    Table table = new Table("lll");
    int left = 0;
    for (RunProgress.Remark remark : progress.annotations()) {
      if (remark.isKnown()) {
        continue;
      }
      if (table.size() == MOST_REMARKS) {
        left++;
        continue;
      }
      Annotation annotation = remark.annotation();
      String first = annotation.message().lines().findFirst().orElse("");
      String message = annotation.title().map(title -> title + ": ").orElse("") + first;
      String place = annotation.place().text();
      if (place.isEmpty()) {
        place = dim(progress.find(remark.job()).map(JobProgress::name).orElse(""));
      }
      table.row(sign(annotation.level()), place, message);
    }
    List<String> lines = new ArrayList<>(lines(table));
    if (left > 0) {
      lines.add(INDENT + dim(terminal.sign(Glyph.ELLIPSIS) + " and " + left + " more"));
    }
    return lines;
  }

  private String sign(Annotation.Level level) {
    return switch (level) {
      case ERROR -> terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE));
      case WARNING -> terminal.paint(Style.YELLOW, terminal.sign(Glyph.WARNING));
      case NOTICE -> terminal.paint(Style.CYAN, terminal.sign(Glyph.DOT));
    };
  }

  private List<String> artifacts() {
    Table table = new Table("lrl");
    for (JobProgress job : progress.jobs()) {
      for (RunEvent.ArtifactStored stored : job.artifacts()) {
        table.row(stored.name(), Bytes.text(stored.bytes()), dim(job.name()));
      }
    }
    return lines(table);
  }

  private String conclusion() {
    Optional<RunEvent.RunFinished> end = progress.finished();
    String name = progress.name();
    String dot = " " + terminal.sign(Glyph.DOT) + " ";
    if (end.isEmpty()) {
      return terminal.paint(Style.RED, name + " did not finish") + dim(dot + folder);
    }
    Conclusion how = end.get().conclusion();
    ConclusionSign sign = ConclusionSign.of(how);
    String words =
        switch (how) {
          case SUCCESS -> " passed";
          case FAILURE -> " failed";
          case CANCELLED -> " was cancelled";
          case SKIPPED -> ": nothing ran";
        };
    String ending = terminal.paint(sign.style(), terminal.sign(sign.glyph()) + " " + name + words);
    String facts =
        " in "
            + Durations.exact(end.get().took())
            + dot
            + "critical path "
            + Durations.exact(end.get().criticalPath())
            + dot
            + "logs in "
            + folder;
    return ending + dim(facts);
  }

  private List<String> lines(Table table) {
    return table.lines(width(), INDENT, terminal.sign(Glyph.ELLIPSIS));
  }

  private int width() {
    if (terminal.interactive()) {
      return terminal.width();
    }
    return MOST_COLUMNS;
  }

  private String dim(String words) {
    return terminal.paint(Style.DIM, words);
  }
}
