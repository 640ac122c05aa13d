package dev.slipway.cli;

import dev.slipway.runner.RunEvent;
import dev.slipway.store.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A run as one picture that is drawn over and over in the same place. It never grows beyond the
 * window and leaves nothing behind: what stays to be read is printed by the {@link Summary}.
 */
final class LiveView implements RunView {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  // Terminals that know these show the picture in one piece; others ignore them.
  private static final String BEGIN_UPDATE = "\u001b[?2026h";
  private static final String END_UPDATE = "\u001b[?2026l";
  private static final String CLEAR_LINE_END = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final long SPIN_MILLIS = 100;

  private final Terminal terminal;
  private final StepLogs logs;
  private final InstantSource clock;
  private final Runs runs = new Runs();
  private List<String> drawn = List.of();
  private boolean hidden;

  LiveView(Terminal terminal, StepLogs logs, InstantSource clock) {
    this.terminal = terminal;
    this.logs = logs;
    this.clock = clock;
  }

  @Override
  public void show(Entry entry) {
    RunProgress run = runs.add(entry);
    if (entry.event() instanceof RunEvent.StepFinished ended) {
      run.find(ended.job())
          .flatMap(job -> job.step(ended.number()))
          .filter(step -> !step.isFailed())
          .ifPresent(step -> logs.close(step.log()));
    }
  }

  @Override
  public void tick() {
    Instant now = clock.instant();
    WindowSize size = terminal.size();
    String spinner = Glyph.spinner(terminal.unicode(), now.toEpochMilli() / SPIN_MILLIS);
    List<String> lines = new LiveFrame(terminal, logs, runs, now, spinner).fit(size);
    if (lines.equals(drawn)) {
      return;
    }
    StringBuilder output = new StringBuilder(BEGIN_UPDATE);
    if (!hidden) {
      output.append(HIDE_CURSOR);
      hidden = true;
    }
    backToTop(output, size.columns());
    for (String line : lines) {
      output.append(line).append(CLEAR_LINE_END).append('\n');
    }
    output.append(CLEAR_BELOW).append(END_UPDATE);
    terminal.print(output.toString());
    drawn = lines;
  }

  @Override
  public void close() {
    StringBuilder output = new StringBuilder();
    backToTop(output, terminal.size().columns());
    if (!drawn.isEmpty()) {
      output.append(CLEAR_BELOW);
    }
    if (hidden) {
      output.append(SHOW_CURSOR);
    }
    terminal.print(output.toString());
    drawn = List.of();
    hidden = false;
    logs.close();
  }

  // A window made narrower since has broken the longer lines into several rows.
  private void backToTop(StringBuilder output, int columns) {
    int rows = 0;
    for (String line : drawn) {
      rows += Math.max(1, (Columns.width(line) + columns - 1) / columns);
    }
    output.append('\r');
    if (rows > 0) {
      output.append("\u001b[").append(rows).append('A');
    }
  }
}
