package dev.slipway.cli;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.workflow.Conclusion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One picture of what runs: its jobs as a tree, as detailed as the window allows. */
final class LiveFrame {
  /** From all there is to say down to one line; the first that fits is taken. */
  private static final List<Detail> LADDER =
      List.of(
          new Detail(99, 4, 10, false, false),
          new Detail(4, 3, 8, false, false),
          new Detail(0, 3, 6, false, false),
          new Detail(0, 2, 4, true, false),
          new Detail(0, 1, 3, true, true),
          new Detail(0, 0, 3, true, true),
          new Detail(0, 0, 1, true, true));

  private static final int MOST_COLUMNS = 88;
  private static final int TIME_COLUMNS = 8;

  private final Terminal terminal;
  private final StepLogs logs;
  private final Runs runs;
  private final Instant now;
  private final String spinner;
  private final List<String> lines = new ArrayList<>();
  private int columns = MOST_COLUMNS;
  private Detail detail = LADDER.getFirst();

  /**
   * How much of a run is shown.
   *
   * @param finishedSteps of a running job
   * @param output lines of a running step
   * @param failure lines of a failed step
   * @param foldFinished jobs that ended well become one line
   * @param foldWaiting jobs that wait become one line
   */
  private record Detail(
      int finishedSteps, int output, int failure, boolean foldFinished, boolean foldWaiting) {}

  LiveFrame(Terminal terminal, StepLogs logs, Runs runs, Instant now, String spinner) {
    this.terminal = terminal;
    this.logs = logs;
    this.runs = runs;
    this.now = now;
    this.spinner = spinner;
  }

  /** The lines of the most detailed picture that leaves the window's last line free. */
  List<String> fit(WindowSize size) {
    int most = Math.max(1, size.lines() - 1);
    for (Detail each : LADDER) {
      draw(each, size.columns());
      if (lines.size() <= most) {
        return List.copyOf(lines);
      }
    }
    List<String> cut = new ArrayList<>(lines.subList(0, most - 1));
    cut.add(dim("  " + terminal.sign(Glyph.ELLIPSIS) + " " + (lines.size() - most + 1) + " more"));
    return cut;
  }

  private void draw(Detail wanted, int windowColumns) {
    detail = wanted;
    // The last column stays free: some terminals break the line when it is written.
    columns = windowColumns - 1;
    lines.clear();
    runs.all().forEach(this::run);
    footer();
  }

  private void run(RunProgress run) {
    String title = terminal.paint(Style.BOLD, run.title(terminal.sign(Glyph.DOT)));
    if (run.finished().isPresent()) {
      title = ConclusionSign.of(run.finished().get().conclusion()).sign(terminal) + " " + title;
    }
    row(title, Durations.ticking(run.elapsed(now)));
    boolean folded = detail.foldFinished() || run.finished().isPresent();
    if (folded) {
      foldFinished(run);
    }
    for (JobProgress job : run.jobs()) {
      switch (job.state()) {
        case RUNNING -> running(job);
        case FINISHED -> finished(job, folded);
        case WAITING -> waiting(run, job);
      }
    }
  }

  private void running(JobProgress job) {
    String sign = terminal.paint(Style.CYAN, spinner);
    row(sign + " " + terminal.paint(Style.BOLD, job.name()), Durations.ticking(job.elapsed(now)));
    for (RunEvent.ServiceReady service : job.services()) {
      if (detail.finishedSteps() > 0) {
        row(
            "  " + success() + dim(" service " + service.service() + "  " + service.detail()),
            Durations.exact(service.took()));
      }
    }
    List<StepProgress> ended = new ArrayList<>();
    for (StepProgress step : job.steps()) {
      if (!step.isRunning() && !step.isFailed()) {
        ended.add(step);
      }
    }
    endedSteps(ended);
    job.failedSteps().forEach(this::failed);
    for (StepProgress step : job.steps()) {
      if (step.isRunning()) {
        runningStep(job, step);
      }
    }
  }

  private void endedSteps(List<StepProgress> ended) {
    int folded = Math.max(0, ended.size() - detail.finishedSteps());
    if (folded == 1) {
      folded = detail.finishedSteps() == 0 ? 1 : 0;
    }
    if (folded > 0) {
      row("  " + success() + dim(" " + Counted.of(folded, "step")), "");
    }
    for (StepProgress step : ended.subList(folded, ended.size())) {
      String sign =
          step.conclusion().map(ConclusionSign::of).map(each -> each.sign(terminal)).orElse(" ");
      row("  " + sign + " " + dim(step.name()), Durations.exact(step.elapsed(now)));
    }
  }

  private void runningStep(JobProgress job, StepProgress step) {
    String place = dim("  " + step.number() + "/" + Math.max(step.number(), job.stepCount()));
    row(
        "  " + terminal.paint(Style.CYAN, terminal.sign(Glyph.RUNNING)) + " " + step.name() + place,
        Durations.ticking(step.elapsed(now)));
    output(step, detail.output());
  }

  private void failed(StepProgress step) {
    String why = step.why().map(text -> dim("  " + text)).orElse("");
    String sign = terminal.sign(Glyph.FAILURE) + " " + step.name();
    row("  " + terminal.paint(Style.RED, sign) + why, Durations.exact(step.elapsed(now)));
    output(step, detail.failure());
  }

  private void output(StepProgress step, int count) {
    if (count == 0) {
      return;
    }
    String bar = dim("    " + terminal.sign(Glyph.BAR) + " ");
    for (OutputLine line : logs.tail(step.log(), count)) {
      lines.add(fit(bar + painted(line)));
    }
  }

  private String painted(OutputLine line) {
    return switch (line) {
      case OutputLine.Text(String text) -> dim(text);
      case OutputLine.Marked marked -> terminal.paint(marked.style(), marked.labelled());
      case OutputLine.Group group -> "";
      case OutputLine.EndGroup end -> "";
    };
  }

  private void finished(JobProgress job, boolean folded) {
    Conclusion conclusion = job.conclusion().orElse(Conclusion.SKIPPED);
    String sign = ConclusionSign.of(conclusion).sign(terminal) + " ";
    switch (conclusion) {
      case SUCCESS -> {
        if (!folded) {
          row(sign + job.name(), Durations.exact(job.elapsed(now)));
        }
      }
      case SKIPPED -> {
        if (!folded) {
          row(sign + dim(job.name() + job.reason().map(why -> "  " + why).orElse("")), "");
        }
      }
      case FAILURE, CANCELLED -> {
        String why = job.reason().map(text -> dim("  " + text)).orElse("");
        String name = terminal.paint(ConclusionSign.of(conclusion).style(), job.name());
        row(sign + name + why, Durations.exact(job.elapsed(now)));
        job.failedSteps().forEach(this::failed);
      }
    }
  }

  private void foldFinished(RunProgress run) {
    long ended =
        run.jobs().stream()
            .flatMap(job -> job.conclusion().stream())
            .filter(how -> how == Conclusion.SUCCESS || how == Conclusion.SKIPPED)
            .count();
    if (ended > 0) {
      row(success() + dim(" " + Counted.of(ended, "job") + " done"), "");
    }
  }

  private void waiting(RunProgress run, JobProgress job) {
    if (detail.foldWaiting()) {
      return;
    }
    String sign = dim(terminal.sign(Glyph.WAITING) + " ");
    if (job.waitingFor().isPresent()) {
      row(sign + job.name() + terminal.paint(Style.YELLOW, "  " + job.waitingFor().get()), "");
      return;
    }
    List<String> open = new ArrayList<>();
    for (JobKey need : job.needs()) {
      if (run.isOpen(need)) {
        open.add(run.find(need).map(JobProgress::name).orElse(need.value()));
      }
    }
    String after = "";
    if (!open.isEmpty()) {
      after = "  after " + String.join(", ", open);
    }
    row(sign + dim(job.name() + after), "");
  }

  private void footer() {
    Map<JobProgress.State, Integer> count = new EnumMap<>(JobProgress.State.class);
    boolean cancelling = false;
    for (RunProgress run : runs.all()) {
      cancelling |= run.cancelReason().isPresent();
      run.jobs().forEach(job -> count.merge(job.state(), 1, Integer::sum));
    }
    List<String> facts = new ArrayList<>();
    addCount(facts, count.getOrDefault(JobProgress.State.RUNNING, 0), "running");
    addCount(facts, count.getOrDefault(JobProgress.State.WAITING, 0), "waiting");
    addCount(facts, count.getOrDefault(JobProgress.State.FINISHED, 0), "done");
    String dot = " " + terminal.sign(Glyph.DOT) + " ";
    if (cancelling) {
      String text = "cancelling: steps are asked to stop" + dot + "Ctrl-C again kills them";
      lines.add(fit(terminal.paint(Style.YELLOW, text)));
      return;
    }
    facts.add("Ctrl-C cancels");
    lines.add(fit(dim(String.join(dot, facts))));
  }

  private static void addCount(List<String> facts, int number, String what) {
    if (number > 0) {
      facts.add(number + " " + what);
    }
  }

  // Times stand under each other, not farther right than an eye follows easily.
  private void row(String left, String time) {
    int width = Math.min(columns, MOST_COLUMNS);
    String ellipsis = terminal.sign(Glyph.ELLIPSIS);
    if (time.isEmpty()) {
      lines.add(Columns.fit(left, columns, ellipsis));
      return;
    }
    int room = Math.max(1, width - TIME_COLUMNS);
    String label = Columns.pad(Columns.fit(left, room, ellipsis), room);
    lines.add(label + dim(Columns.padLeft(time, TIME_COLUMNS)));
  }

  private String fit(String text) {
    return Columns.fit(text, columns, terminal.sign(Glyph.ELLIPSIS));
  }

  private String success() {
    return terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS));
  }

  private String dim(String text) {
    return terminal.paint(Style.DIM, text);
  }
}
