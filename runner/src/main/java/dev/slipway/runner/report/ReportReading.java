package dev.slipway.runner.report;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** Reads the reports that were found at one time; those of one folder are one test run. */
final class ReportReading {
  private static final int MAX_REPORTS = 5000;

  private record Dated(TestReport report, Instant written) {}

  private final Path workspace;
  private final ReportBuilder builder;
  private final Path directory;
  private final List<Dated> tests = new ArrayList<>();
  private final List<Coverage> coverage = new ArrayList<>();
  private final Set<List<TestCase>> known = new HashSet<>();

  /**
   * Nothing read yet.
   *
   * @param directory the folder the tests ran in, which names in the reports may be relative to
   */
  ReportReading(Path workspace, ReportBuilder builder, Path directory) {
    this.workspace = workspace;
    this.builder = builder;
    this.directory = directory;
  }

  List<TestReport> tests() {
    return tests.stream().map(Dated::report).toList();
  }

  /** The test reports of which every file was written at that time or later. */
  List<TestReport> testsSince(Instant start) {
    return tests.stream()
        .filter(each -> !each.written().isBefore(start))
        .map(Dated::report)
        .toList();
  }

  List<Coverage> coverage() {
    return List.copyOf(coverage);
  }

  void readAll(List<ReportSearch.Found> found) {
    Map<Path, List<ReportSearch.Found>> runs = new LinkedHashMap<>();
    for (ReportSearch.Found each : found.subList(0, Math.min(found.size(), MAX_REPORTS))) {
      switch (each.kind()) {
        case TESTS ->
            runs.computeIfAbsent(folder(each.file()), folder -> new ArrayList<>()).add(each);
        case COBERTURA, LCOV -> readCoverage(each);
      }
    }
    runs.values().forEach(this::readRun);
  }

  private void readRun(List<ReportSearch.Found> files) {
    var cases = new ArrayList<TestCase>();
    Instant written = Instant.MAX;
    for (ReportSearch.Found each : files) {
      try (InputStream input = new BufferedInputStream(Files.newInputStream(each.file()))) {
        List<TestCase> own = JunitXml.read(input);
        // The same results may lie in several places.
        if (!own.isEmpty() && known.add(own)) {
          cases.addAll(own);
          Instant modified = Files.getLastModifiedTime(each.file()).toInstant();
          written = modified.isBefore(written) ? modified : written;
        }
      } catch (XMLStreamException | IOException e) {
        // Half a report of a program that was killed is no report.
      }
    }
    if (!cases.isEmpty()) {
      Path first = files.getFirst().file();
      Path source = files.size() == 1 ? first : folder(first);
      TestNames names = names(workspace, directory, first);
      tests.add(new Dated(builder.build(source(source), cases, names), written));
    }
  }

  private void readCoverage(ReportSearch.Found found) {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(found.file()));
        var reader = Files.newBufferedReader(found.file())) {
      boolean lcov = found.kind() == ReportSearch.Kind.LCOV;
      add(found.file(), lcov ? Lcov.read(reader) : CoberturaXml.read(input));
    } catch (XMLStreamException | IOException e) {
      // Half a report of a program that was killed is no report.
    }
  }

  // One tool often writes its coverage in several forms side by side.
  private void add(Path file, List<Coverage.OfFile> files) {
    Coverage fresh = Coverage.of(source(file), files);
    String folder = folderOf(fresh.source());
    boolean present =
        coverage.stream()
            .anyMatch(
                each ->
                    folderOf(each.source()).equals(folder)
                        && each.files().size() == fresh.files().size());
    if (fresh.lines() > 0 && !present) {
      coverage.add(fresh);
    }
  }

  private static String folderOf(String source) {
    int slash = source.lastIndexOf('/');
    return slash < 0 ? "" : source.substring(0, slash);
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  private String source(Path file) {
    if (file.startsWith(workspace)) {
      return workspace.relativize(file).toString();
    }
    return String.valueOf(file.getFileName());
  }

  /** Names relative to where the tests ran, or to a folder above the report. */
  static TestNames names(Path workspace, Path directory, Path report) {
    Set<Path> bases = new LinkedHashSet<>();
    bases.add(directory);
    Path above = report.getParent();
    while (above != null && above.startsWith(workspace)) {
      bases.add(above);
      above = above.getParent();
    }
    bases.add(workspace);
    return new TestNames(workspace, List.copyOf(bases));
  }
}
