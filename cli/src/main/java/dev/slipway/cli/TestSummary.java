package dev.slipway.cli;

import dev.slipway.runner.report.TestReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The test results of a run: a line a report, what failed, and what took longest. */
final class TestSummary {
  private static final String INDENT = "  ";
  private static final int MOST_FAILURES = 10;
  private static final int MOST_SLOW = 3;

  private final Terminal terminal;
  private final List<Found> reports = new ArrayList<>();

  /** A report and the name of its job. */
  private record Found(String job, TestReport report) {}

  TestSummary(Terminal terminal, RunProgress progress) {
    this.terminal = terminal;
    for (JobProgress job : progress.jobs()) {
      job.tests().forEach(report -> reports.add(new Found(job.name(), report)));
    }
  }

  /** No lines when no test results were found. */
  List<String> lines(int width) {
    String ellipsis = terminal.sign(Glyph.ELLIPSIS);
    List<String> lines = new ArrayList<>(counts().lines(width, INDENT, ellipsis));
    failures().forEach(line -> lines.add(Columns.fit(line, width, ellipsis)));
    long left = failureCount() - MOST_FAILURES;
    if (left > 0) {
      lines.add(INDENT + dim(ellipsis + " and " + left + " more"));
    }
    lines.addAll(slowest().lines(width, INDENT, ellipsis));
    return lines;
  }

  private Table counts() {
    Table table = new Table("llrrrrrrl");
    for (Found found : reports) {
      TestReport report = found.report();
      table.row(
          sign(report),
          found.job(),
          report.passed() + " passed",
          count(report.failed(), "failed", Style.RED),
          count(report.quarantined(), "quarantined", Style.YELLOW),
          count(report.skipped(), "skipped", Style.DIM),
          percent(report.passRate()),
          Durations.exact(report.took()),
          dim(report.source()));
    }
    return table;
  }

  private String sign(TestReport report) {
    if (report.failed() > 0) {
      return terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE));
    }
    return terminal.paint(Style.GREEN, terminal.sign(Glyph.SUCCESS));
  }

  private String count(int number, String what, Style style) {
    if (number == 0) {
      return "";
    }
    return terminal.paint(style, number + " " + what);
  }

  private List<String> failures() {
    List<String> lines = new ArrayList<>();
    int shown = 0;
    for (Found found : reports) {
      for (TestReport.Failure failure : found.report().failures()) {
        if (shown++ < MOST_FAILURES) {
          add(failure, lines);
        }
      }
    }
    return lines;
  }

  private void add(TestReport.Failure failure, List<String> lines) {
    if (failure.quarantine().isPresent()) {
      String sign = terminal.paint(Style.YELLOW, terminal.sign(Glyph.WARNING));
      String why = dim("  quarantined: " + failure.quarantine().get());
      lines.add(INDENT + sign + "  " + failure.test() + why);
      return;
    }
    String sign = terminal.paint(Style.RED, terminal.sign(Glyph.FAILURE));
    lines.add(INDENT + sign + "  " + failure.test() + dim(place(failure)));
    failure.message().lines().findFirst().ifPresent(each -> lines.add("       " + each.strip()));
  }

  private long failureCount() {
    return reports.stream().mapToLong(found -> found.report().failures().size()).sum();
  }

  private String place(TestReport.Failure failure) {
    if (failure.file().isEmpty()) {
      return "";
    }
    String place = failure.file().get();
    if (failure.line().isPresent()) {
      place = place + ":" + failure.line().getAsInt();
    }
    return "  " + place;
  }

  private Table slowest() {
    List<TestReport.Timed> tests =
        reports.stream()
            .flatMap(found -> found.report().slowest().stream())
            .sorted(Comparator.comparing(TestReport.Timed::took).reversed())
            .limit(MOST_SLOW)
            .toList();
    Table table = new Table("llr");
    String label = "slowest";
    for (TestReport.Timed slow : tests) {
      table.row(dim(label), dim(slow.test()), dim(Durations.exact(slow.took())));
      label = "";
    }
    return table;
  }

  /** A part of one as a percentage with one figure behind the point, never rounded up to 100. */
  static String percent(double ratio) {
    double shown = Math.floor(ratio * 1000) / 10;
    if (ratio >= 1) {
      return "100 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", shown);
  }

  private String dim(String text) {
    return terminal.paint(Style.DIM, text);
  }
}
