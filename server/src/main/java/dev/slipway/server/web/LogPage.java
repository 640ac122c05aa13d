package dev.slipway.server.web;

import java.util.Optional;

/**
 * A range of a step's log.
 *
 * @param rows the lines of the range
 * @param total how many lines the log has now
 * @param bytes how long it is
 * @param following whether the lines to come are shown as they come
 * @param missed what a search found out when it found nothing
 */
record LogPage(
    Chrome chrome,
    RunHead head,
    RunFacts.Job job,
    RunFacts.Step step,
    LogRows rows,
    long total,
    long bytes,
    boolean following,
    Optional<Missed> missed)
    implements Page {
  /** How many lines a page shows. */
  static final int LINES = 1000;

  /**
   * That a search found nothing.
   *
   * @param from where to search on; 0 when the whole rest was searched
   */
  record Missed(String text, long until, long from) {}

  /** The same with what a search found out. */
  LogPage missing(Missed what) {
    return new LogPage(chrome, head, job, step, rows, total, bytes, following, Optional.of(what));
  }

  String jobAddress() {
    return head.address() + "/jobs/" + job.slug();
  }

  String address() {
    return jobAddress() + "/steps/" + step.number() + "/log";
  }

  /** The number of the first line shown; 1 when there is none. */
  long first() {
    return rows.lines().isEmpty() ? 1 : rows.lines().getFirst().number();
  }

  /** The number of the last line shown; 0 when there is none. */
  long last() {
    return rows.lines().isEmpty() ? 0 : rows.lines().getLast().number();
  }

  /** Where the lines before these are. */
  String earlier() {
    return address() + "?from=" + Math.max(1, first() - LINES) + find();
  }

  /** Where the lines behind these are. */
  String later() {
    return address() + "?from=" + (last() + 1) + find();
  }

  /** The end of the log. */
  String end() {
    return address() + "?from=" + Math.max(1, total - LINES + 1) + find();
  }

  /** Where the search goes on behind these lines. */
  String next() {
    return address() + "?find=" + Addresses.encode(rows.find()) + "&after=" + searchedTo();
  }

  private long searchedTo() {
    return missed.map(Missed::from).filter(from -> from > 0).orElse(last());
  }

  /** What the page says of its place in the log. */
  String range() {
    if (rows.lines().isEmpty()) {
      return "No lines";
    }
    return "Lines "
        + Sizes.count(first())
        + "–"
        + Sizes.count(last())
        + " of "
        + Sizes.count(total);
  }

  String size() {
    return Sizes.text(bytes);
  }

  private String find() {
    return rows.find().isEmpty() ? "" : "&find=" + Addresses.encode(rows.find());
  }
}
