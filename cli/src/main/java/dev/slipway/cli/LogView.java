package dev.slipway.cli;

import dev.slipway.deliver.LogSource;
import dev.slipway.deliver.ProjectLogs;
import dev.slipway.store.Masker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The lines of several sources on one terminal, once or as they come. */
final class LogView {
  private static final long PAUSE_MILLIS = 100;
  private static final int PAUSES_BETWEEN_LOOKS = 5;

  private final Terminal terminal;
  private final ProjectLogs logs;
  private final LogChoice choice;
  private final Function<LogSource, Masker> masker;
  private final Map<String, LogLines> open = new LinkedHashMap<>();

  LogView(
      Terminal terminal, ProjectLogs logs, LogChoice choice, Function<LogSource, Masker> masker) {
    this.terminal = terminal;
    this.logs = logs;
    this.choice = choice;
    this.masker = masker;
  }

  /** Prints the last lines of each source; answers how many sources there are. */
  int print(int lines) {
    look(lines);
    for (LogLines each : open.values()) {
      each.print();
      each.close();
    }
    return open.size();
  }

  /** Prints the last lines and goes on until nobody reads any more. */
  void follow(int lines) {
    look(lines);
    for (long pauses = 1; !terminal.isGone() && !Thread.currentThread().isInterrupted(); pauses++) {
      open.values().forEach(LogLines::print);
      if (pauses % PAUSES_BETWEEN_LOOKS == 0) {
        look(Integer.MAX_VALUE);
      }
      pause();
    }
  }

  /** Opens what is new; what appears while we follow is read from its beginning. */
  private void look(int lines) {
    List<LogSource> sources = logs.sources().stream().filter(choice::covers).toList();
    int width = sources.stream().mapToInt(source -> source.name().length()).max().orElse(0);
    for (LogSource source : sources) {
      open.computeIfAbsent(
          source.name(),
          _ -> new LogLines(terminal, source, source.reader().apply(lines), masker.apply(source)));
    }
    open.values().forEach(each -> each.pad(width));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
