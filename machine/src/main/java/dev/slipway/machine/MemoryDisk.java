package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file system in memory, where a database for a test is made and filled several times faster
 * than on a disk; used only where memory is plenty.
 */
final class MemoryDisk {
  private static final Path PLACE = Path.of("/dev/shm");
  private static final long LEAST_ROOM = 2L << 30;
  private static final long LEAST_MEMORY = 4L << 30;
  private static final String AVAILABLE = "MemAvailable:";
  private static final int KIBI = 1024;

  private MemoryDisk() {}

  static Optional<Path> find() {
    try {
      FileStore store = Files.getFileStore(PLACE);
      boolean roomy = store.type().equals("tmpfs") && store.getUsableSpace() >= LEAST_ROOM;
      if (roomy && Files.isWritable(PLACE) && availableMemory() >= LEAST_MEMORY) {
        return Optional.of(PLACE);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static long availableMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith(AVAILABLE)) {
        String kilobytes = line.substring(AVAILABLE.length()).replace("kB", "").strip();
        return Long.parseLong(kilobytes) * KIBI;
      }
    }
    return 0;
  }
}
