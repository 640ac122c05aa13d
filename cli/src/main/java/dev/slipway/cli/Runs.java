package dev.slipway.cli;

import dev.slipway.store.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs of the workflows one event triggered, told apart by the subject of the entries. */
final class Runs {
  private static final String SUBJECT = "run/";

  private final Map<String, RunProgress> runs = new LinkedHashMap<>();

  /** Takes an entry in and answers the run it is about. */
  RunProgress add(Entry entry) {
    RunProgress run = runs.computeIfAbsent(id(entry.subject()), RunProgress::new);
    run.add(entry);
    return run;
  }

  /** All runs, in the order in which they began. */
  List<RunProgress> all() {
    return List.copyOf(runs.values());
  }

  private static String id(String subject) {
    if (!subject.startsWith(SUBJECT)) {
      return subject;
    }
    int end = subject.indexOf('/', SUBJECT.length());
    if (end < 0) {
      return subject.substring(SUBJECT.length());
    }
    return subject.substring(SUBJECT.length(), end);
  }
}
