package dev.slipway.store;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the driver unpacks SQLite's native library.
 *
 * <p>By itself it leaves a copy in the folder for temporary files each time its process is killed;
 * here the next process removes what the last one left.
 */
final class SqliteLibrary {
  private static final String PLACE = "org.sqlite.tmpdir";

  private SqliteLibrary() {}

  /** Prepares {@code folder}, which nobody else may use; only the first call of a process does. */
  static synchronized void prepare(Path folder) {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      for (Path old : contents(folder)) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.MACHINE, "Cannot prepare the folder " + folder + ": " + e.getMessage(), e);
    }
    System.setProperty(PLACE, folder.toString());
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
