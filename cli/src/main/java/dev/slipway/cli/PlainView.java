package dev.slipway.cli;

import dev.slipway.runner.JobKey;
import dev.slipway.runner.RunEvent;
import dev.slipway.store.Entry;
import dev.slipway.store.LogLine;
import dev.slipway.workflow.Conclusion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as lines that only ever grow: one fact a line, each behind the name of its job. What steps
 * print comes along; groups are folded to their names.
 */
final class PlainView implements RunView {
  private static final int BATCH = 500;
  private static final int WIDEST_NAME = 28;

  private final Terminal terminal;
  private final StepLogs logs;
  private final boolean several;
  private final Runs runs = new Runs();
  private final Map<StepKey, Reading> readings = new LinkedHashMap<>();
  private final StringBuilder pending = new StringBuilder();
  private int nameWidth;

  /** One step of one job. */
  private record StepKey(RunProgress run, JobKey job, int number) {}

  /** How far a step's log is printed. */
  private static final class Reading {
    private final String log;
    private final String step;
    private long next = 1;
    private boolean folded;

    Reading(String log, String step) {
      this.log = log;
      this.step = step;
    }
  }

  /**
   * A view of one or of several runs.
   *
   * @param several whether the names of jobs need that of their workflow
   */
  PlainView(Terminal terminal, StepLogs logs, boolean several) {
    this.terminal = terminal;
    this.logs = logs;
    this.several = several;
  }

  @Override
  public void show(Entry entry) {
    RunProgress run = runs.add(entry);
    if (entry.event() instanceof RunEvent event) {
      show(run, event);
    }
    flush();
  }

  @Override
  public void tick() {
    readings.forEach(this::drain);
    flush();
  }

  @Override
  public void close() {
    tick();
    logs.close();
  }

  private void show(RunProgress progress, RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted run -> {
        pending.append(terminal.paint(Style.BOLD, progress.title(terminal.sign(Glyph.DOT))));
        if (!run.workflow().equals(run.name())) {
          pending.append(dim("  " + run.workflow()));
        }
        pending.append('\n');
      }
      // All jobs are announced before the first begins, so that the lines stand aligned.
      case RunEvent.JobQueued queued ->
          nameWidth =
              Math.max(
                  nameWidth, Math.min(WIDEST_NAME, Columns.width(name(progress, queued.job()))));
      case RunEvent.JobWaiting waiting ->
          line(progress, waiting.job(), terminal.paint(Style.YELLOW, "waits: " + waiting.reason()));
      case RunEvent.JobStarted begun ->
          line(progress, begun.job(), terminal.paint(Style.DIM, "job started"));
      case RunEvent.JobFinished ended -> finished(progress, ended);
      case RunEvent.StepStarted begun -> started(progress, begun);
      case RunEvent.StepFinished ended -> finished(progress, ended);
      case RunEvent.ServiceReady ready ->
          line(
              progress,
              ready.job(),
              "service " + ready.service() + " ready " + dim(ready.detail(), ready.took()));
      case RunEvent.ArtifactStored stored ->
          line(
              progress,
              stored.job(),
              "artifact " + stored.name() + " " + dim(Bytes.text(stored.bytes())));
      case RunEvent.CancelRequested cancel ->
          pending
              .append(terminal.paint(Style.YELLOW, "cancelling: " + cancel.reason()))
              .append('\n');
      // These stand in the log of their step, or in the summary.
      case RunEvent.Annotated remark -> {}
      case RunEvent.SummaryWritten written -> {}
      case RunEvent.TestsReported reported -> {}
      case RunEvent.CoverageReported reported -> {}
      case RunEvent.RunFinished ended -> {}
    }
  }

  private void started(RunProgress progress, RunEvent.StepStarted step) {
    readings.put(
        new StepKey(progress, step.job(), step.number()), new Reading(step.log(), step.name()));
    line(progress, step.job(), terminal.paint(Style.BOLD, step.name()));
  }

  private void finished(RunProgress progress, RunEvent.StepFinished step) {
    StepKey key = new StepKey(progress, step.job(), step.number());
    Reading reading = readings.remove(key);
    if (reading != null) {
      drain(key, reading);
      rest(key, reading);
      logs.close(reading.log);
    }
    line(
        progress,
        step.job(),
        ending(step.outcome(), step.name(), remark(progress, step), step.took()));
  }

  private String remark(RunProgress progress, RunEvent.StepFinished step) {
    if (step.outcome() == Conclusion.SUCCESS) {
      return "";
    }
    String why =
        progress
            .find(step.job())
            .flatMap(job -> job.step(step.number()))
            .flatMap(StepProgress::why)
            .orElse("");
    if (step.outcome() != step.conclusion()) {
      return join(why, "continue-on-error");
    }
    return why;
  }

  private void finished(RunProgress progress, RunEvent.JobFinished job) {
    String words =
        switch (job.conclusion()) {
          case SUCCESS -> "job succeeded";
          case FAILURE -> "job failed";
          case CANCELLED -> "job cancelled";
          case SKIPPED -> "job skipped";
        };
    String why = job.reason().orElse("");
    line(progress, job.job(), ending(job.conclusion(), words, why, job.took()));
  }

  private String ending(Conclusion conclusion, String words, String why, Duration took) {
    ConclusionSign sign = ConclusionSign.of(conclusion);
    String ending = terminal.paint(sign.style(), terminal.sign(sign.glyph()) + " " + words);
    String facts = why;
    if (conclusion != Conclusion.SKIPPED) {
      facts = join(why, Durations.exact(took));
    }
    if (facts.isEmpty()) {
      return ending;
    }
    return ending + dim(" " + terminal.sign(Glyph.DOT) + " " + facts);
  }

  private void drain(StepKey step, Reading reading) {
    List<LogLine> lines = logs.from(reading.log, reading.next, BATCH);
    while (!lines.isEmpty()) {
      output(step, reading, lines);
      lines = logs.from(reading.log, reading.next, BATCH);
    }
  }

  private void rest(StepKey step, Reading reading) {
    List<LogLine> lines = logs.rest(reading.log, reading.next, BATCH);
    while (!lines.isEmpty()) {
      output(step, reading, lines);
      lines = logs.rest(reading.log, reading.next, BATCH);
    }
  }

  private void output(StepKey step, Reading reading, List<LogLine> lines) {
    for (LogLine each : lines) {
      output(step, reading, OutputLine.parse(each.text()));
      reading.next = each.number() + 1;
    }
    flush();
  }

  private void output(StepKey step, Reading reading, OutputLine line) {
    switch (line) {
      case OutputLine.Group(String name) -> {
        reading.folded = true;
        // The head of a run step repeats the step's own name.
        if (!name.equals(reading.step)) {
          line(step.run(), step.job(), "  " + dim(terminal.sign(Glyph.FOLDED) + " " + name));
        }
      }
      case OutputLine.EndGroup end -> reading.folded = false;
      case OutputLine.Marked marked ->
          line(step.run(), step.job(), "  " + terminal.paint(marked.style(), marked.labelled()));
      case OutputLine.Text(String text) -> {
        if (!reading.folded) {
          line(step.run(), step.job(), "  " + text);
        }
      }
    }
  }

  private void line(RunProgress progress, JobKey key, String text) {
    String ellipsis = terminal.sign(Glyph.ELLIPSIS);
    String name = Columns.fit(name(progress, key), WIDEST_NAME, ellipsis);
    nameWidth = Math.max(nameWidth, Columns.width(name));
    pending.append(dim(Columns.pad(name, nameWidth) + " " + terminal.sign(Glyph.BAR)));
    if (!text.isBlank()) {
      pending.append(' ').append(text);
    }
    pending.append('\n');
  }

  /** The name of a job, with that of its workflow when there are several. */
  private String name(RunProgress progress, JobKey key) {
    String job = progress.find(key).map(JobProgress::name).orElse(key.value());
    if (several) {
      return progress.name() + " / " + job;
    }
    return job;
  }

  private String dim(String text) {
    return terminal.paint(Style.DIM, text);
  }

  private String dim(String detail, Duration took) {
    return dim(join(detail, Durations.exact(took)));
  }

  private String join(String one, String other) {
    if (one.isEmpty()) {
      return other;
    }
    return one + " " + terminal.sign(Glyph.DOT) + " " + other;
  }

  private void flush() {
    if (!pending.isEmpty()) {
      terminal.print(pending.toString());
      pending.setLength(0);
    }
  }
}
