package dev.slipway.runner;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
        delete(old);
      } catch (IOException e) {
        // Another program may be reading it: the next run tries again.
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path left, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
