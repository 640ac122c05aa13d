package dev.slipway.runner.report;

import java.util.List;

/**
 * How much of the code the tests of a job reached.
 *
 * @param source where it was found: a file relative to the workspace
 * @param covered lines that were run
 * @param lines lines that could be run
 * @param files the same for each file
 */
public record Coverage(String source, long covered, long lines, List<OfFile> files) {
  /** Copies the list. */
  public Coverage {
    files = List.copyOf(files);
  }

  /** Coverage without the single files. */
  public Coverage(String source, long covered, long lines) {
    this(source, covered, lines, List.of());
  }

  /** The covered part, 0 to 1; 1 when there are no lines. */
  public double ratio() {
    return lines == 0 ? 1 : (double) covered / lines;
  }

  /** The coverage of one file, named as the report names it. */
  public record OfFile(String file, long covered, long lines) {}

  static Coverage of(String source, List<OfFile> files) {
    long covered = files.stream().mapToLong(OfFile::covered).sum();
    long lines = files.stream().mapToLong(OfFile::lines).sum();
    return new Coverage(source, covered, lines, files);
  }
}
