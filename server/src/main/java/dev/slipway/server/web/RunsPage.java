package dev.slipway.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of runs.
 *
 * @param newer the address of the page before, if there is one
 * @param older the address of the page behind, if there is one
 */
record RunsPage(
    Chrome chrome,
    RunFilter filter,
    List<RunRow> runs,
    Optional<String> newer,
    Optional<String> older)
    implements Page {
  /** The runs of one day. */
  record Day(String name, List<RunRow> runs) {}

  /** Copies the list. */
  RunsPage {
    runs = List.copyOf(runs);
  }

  /** The runs by the day they began, in their order. */
  List<Day> days() {
    List<Day> days = new ArrayList<>();
    List<RunRow> ofDay = new ArrayList<>();
    for (RunRow run : runs) {
      if (!ofDay.isEmpty() && !ofDay.getFirst().started().day().equals(run.started().day())) {
        days.add(new Day(ofDay.getFirst().started().day(), List.copyOf(ofDay)));
        ofDay.clear();
      }
      ofDay.add(run);
    }
    if (!ofDay.isEmpty()) {
      days.add(new Day(ofDay.getFirst().started().day(), List.copyOf(ofDay)));
    }
    return days;
  }
}
