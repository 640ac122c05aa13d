package dev.slipway.runner;

import dev.slipway.machine.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Removes the oldest runs of a repository. */
final class OldRuns {
  private OldRuns() {}

  /**
   * Keeps the newest runs below a folder; their names sort by time. What cannot go now goes later.
   */
  static void remove(Path runs, int keep) {
    List<Path> all;
    try (Stream<Path> entries = Files.list(runs)) {
      all = entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      return;
    }
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      try {
        Folders.delete(old);
      } catch (IOException e) {
        // Another program may be reading it: the next run tries again.
      }
    }
  }
}
