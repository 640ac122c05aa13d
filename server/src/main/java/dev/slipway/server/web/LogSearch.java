package dev.slipway.server.web;

import dev.slipway.store.LogLine;
import dev.slipway.store.LogReader;
import java.util.List;
import java.util.OptionalLong;

/**
 * A search through a log, which ends after so many lines that nobody waits long.
 *
 * @param line the first line that has the text, if one was found
 * @param until the last line that was looked at
 * @param from where to go on; 0 when the log has no more lines
 */
record LogSearch(OptionalLong line, long until, long from) {
  /** How many lines one search looks at. */
  static final int MOST = 500_000;

  private static final int BATCH = 5000;

  /** Looks for a text, in upper or lower case, from a line on. */
  static LogSearch of(LogReader reader, String text, long first) {
    long next = first;
    while (next < first + MOST) {
      List<LogLine> lines = reader.lines(next, BATCH);
      for (LogLine line : lines) {
        if (contains(line.text(), text)) {
          return new LogSearch(OptionalLong.of(line.number()), line.number(), line.number());
        }
      }
      if (lines.size() < BATCH) {
        long until = lines.isEmpty() ? next - 1 : lines.getLast().number();
        return new LogSearch(OptionalLong.empty(), until, 0);
      }
      next += BATCH;
    }
    return new LogSearch(OptionalLong.empty(), next - 1, next - 1);
  }

  private static boolean contains(String line, String text) {
    for (int at = 0; at + text.length() <= line.length(); at++) {
      if (line.regionMatches(true, at, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }
}
