package dev.slipway.cli;

import dev.slipway.store.LogId;
import dev.slipway.store.LogLine;
import dev.slipway.store.LogReader;
import dev.slipway.store.LogStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logs of the steps a view is showing, each open for as long as it is looked at. Belongs to one
 * thread.
 */
final class StepLogs implements AutoCloseable {
  // Lines that only frame others are read on top, so that enough are left without them.
  private static final int MARKS = 16;

  private final LogStore store;
  private final Map<String, LogReader> open = new HashMap<>();

  StepLogs(LogStore store) {
    this.store = store;
  }

  /**
   * The last lines a step printed, at most {@code count}. Groups that are over are left out, and so
   * is the runner's own line about the exit code, which every view shows beside the step.
   */
  List<OutputLine> tail(String log, int count) {
    List<OutputLine> lines = new ArrayList<>();
    int group = -1;
    for (LogLine each : reader(log).map(reader -> reader.tail(count + MARKS)).orElse(List.of())) {
      OutputLine line = OutputLine.parse(each.text());
      switch (line) {
        case OutputLine.Group open -> group = lines.size();
        case OutputLine.EndGroup end -> {
          if (group >= 0) {
            lines.subList(group, lines.size()).clear();
          }
          group = -1;
        }
        case OutputLine.Marked marked -> addUnless(marked.isExitCode(), line, lines);
        case OutputLine.Text text -> addUnless(text.text().isBlank(), line, lines);
      }
    }
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static void addUnless(boolean unwanted, OutputLine line, List<OutputLine> lines) {
    if (!unwanted) {
      lines.add(line);
    }
  }

  /** The whole lines from a number on, at most {@code count}; does not wait. */
  List<LogLine> from(String log, long number, int count) {
    return reader(log).map(reader -> reader.follow(number, count, Duration.ZERO)).orElse(List.of());
  }

  /** The lines from a number on, at most {@code count}, of a log that is finished. */
  List<LogLine> rest(String log, long number, int count) {
    return reader(log).map(reader -> reader.lines(number, count)).orElse(List.of());
  }

  /** Lets go of a step's log. */
  void close(String log) {
    LogReader reader = open.remove(log);
    if (reader != null) {
      reader.close();
    }
  }

  @Override
  public void close() {
    open.values().forEach(LogReader::close);
    open.clear();
  }

  private Optional<LogReader> reader(String log) {
    LogReader known = open.get(log);
    if (known != null) {
      return Optional.of(known);
    }
    LogId id = new LogId(log);
    if (!store.contains(id)) {
      return Optional.empty();
    }
    LogReader reader = store.read(id);
    open.put(log, reader);
    return Optional.of(reader);
  }
}
