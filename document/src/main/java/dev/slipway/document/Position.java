package dev.slipway.document;

/**
 * A place in a file: 1-based line and column (in code points), or the file as a whole.
 *
 * @param file the name a person knows the file by, usually its path relative to the project
 * @param line 1-based line, or 0 for the file as a whole
 * @param column 1-based column in code points, or 0 for the file as a whole
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
  /** Refuses a line without a column and the reverse. */
  public Position {
    if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
      throw new IllegalArgumentException("not a position: " + line + ":" + column);
    }
  }

  /** The file as a whole. */
  public static Position wholeFile(String file) {
    return new Position(file, 0, 0);
  }

  /** Whether this names the file and no place in it. */
  public boolean isWholeFile() {
    return line == 0;
  }

  @Override
  public int compareTo(Position other) {
    int files = file.compareTo(other.file);
    if (files != 0) {
      return files;
    }
    int lines = Integer.compare(line, other.line);
    if (lines != 0) {
      return lines;
    }
    return Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, which terminals and editors can jump to; the file alone if whole. */
  @Override
  public String toString() {
    if (isWholeFile()) {
      return file;
    }
    return file + ":" + line + ":" + column;
  }
}
