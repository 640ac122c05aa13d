package dev.slipway.machine;

/**
 * How much of a kept process's output stays on the disk.
 *
 * @param bytes the size from which on a new file is begun; a file may grow to twice that
 * @param files how many full files stay besides the one being written
 */
public record OutputLimit(long bytes, int files) {
  /** Four files of 16 MB besides the current one. */
  public static final OutputLimit USUAL = new OutputLimit(16L << 20, 4);

  private static final int MOST_FILES = 1_000;

  /** At least one byte, 1 to 1,000 files. */
  public OutputLimit {
    if (bytes < 1 || files < 1 || files > MOST_FILES) {
      throw new IllegalArgumentException("Not a limit: " + bytes + " bytes in " + files);
    }
  }
}
