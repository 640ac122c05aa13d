package dev.slipway.runner;

/**
 * How much of the code the tests of a job reached.
 *
 * @param source where it was found: a file relative to the workspace
 * @param covered lines that were run
 * @param lines lines that could be run
 */
public record Coverage(String source, long covered, long lines) {
  /** The covered part, 0 to 1; 1 when there are no lines. */
  public double ratio() {
    return lines == 0 ? 1 : (double) covered / lines;
  }
}
