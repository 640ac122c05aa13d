package dev.slipway.runner.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A job whose steps leave reports in a temporary workspace. */
final class ReportJob {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  final Path workspace;
  final Path temp;
  final List<Quarantine.Entry> quarantine = new ArrayList<>();
  final Instant started = Instant.now().minusSeconds(60);
  String tail = "";

  ReportJob(Path root) {
    this.workspace = root.resolve("workspace");
    this.temp = root.resolve("temp");
  }

  JobReports reports() {
    var terms =
        new ReportTerms(new Quarantine(quarantine), TODAY, text -> text.replace("s3cret", "***"));
    return new JobReports(workspace, temp, started, terms);
  }

  void quarantine(String test, LocalDate expires) {
    quarantine.add(new Quarantine.Entry(test, "known", expires));
  }

  TestStep step(String script, String directory) {
    return new TestStep(3, script, workspace.resolve(directory), started);
  }

  StepReports after(String script, int exitCode) {
    return reports().after(step(script, ""), OptionalInt.of(exitCode), () -> tail);
  }

  Path write(String path, String text) {
    try {
      Path file = workspace.resolve(path);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeOld(String path, String text) {
    try {
      Files.setLastModifiedTime(write(path, text), FileTime.from(started.minusSeconds(3600)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JUnit report with one line a test: {@code suite name outcome}. */
  static String junit(String... tests) {
    var xml = new StringBuilder("<?xml version=\"1.0\"?><testsuites><testsuite name=\"s\">");
    for (String test : tests) {
      String[] parts = test.split(" ", 3);
      xml.append("<testcase classname=\"").append(parts[0]).append("\" name=\"").append(parts[1]);
      xml.append("\" time=\"0.25\">");
      switch (parts[2]) {
        case "failed" -> xml.append("<failure message=\"assert 1 == 2\">trace</failure>");
        case "skipped" -> xml.append("<skipped/>");
        default -> {}
      }
      xml.append("</testcase>");
    }
    return xml.append("</testsuite></testsuites>").toString();
  }
}
